package io.savehandler.servers;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether a test with {@link RequiresServers} can run. */
final class ServersCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresServers.class)
                .map(required -> ServerRequirement.ofEnvironment().decide(missing(required.value())))
                .orElse(ConditionEvaluationResult.enabled("no server is required"));
    }

    static Optional<String> missing(Server... servers) {
        String all = Stream.of(servers)
                .map(Server::missing)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }
}
