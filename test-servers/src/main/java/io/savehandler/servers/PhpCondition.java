package io.savehandler.servers;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether a test with {@link RequiresPhp} can run. */
final class PhpCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresPhp.class)
                .map(required -> ServerRequirement.ofEnvironment().decide(missing(required)))
                .orElse(ConditionEvaluationResult.enabled("PHP is not required"));
    }

    private static Optional<String> missing(RequiresPhp required) {
        return Server.PHP.missing().or(() -> missingExtension(required));
    }

    private static Optional<String> missingExtension(RequiresPhp required) {
        return Stream.of(required.extensions())
                .filter(extension -> !RealPhp.get().hasExtension(extension))
                .findFirst()
                .map(extension -> "PHP's extension " + extension);
    }
}
