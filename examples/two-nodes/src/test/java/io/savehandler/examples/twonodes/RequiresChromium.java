package io.savehandler.examples.twonodes;

import io.savehandler.servers.ServerRequirement;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The test needs Chromium and its driver. Without them it is skipped with a reason, or fails where the environment variable
 * {@code SAVEHANDLER_SERVERS_REQUIRED} is {@code true}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RequiresChromium.Condition.class)
@interface RequiresChromium {

    /** Decides whether the test can run. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ServerRequirement.ofEnvironment().decide(Chromium.missing());
        }
    }
}
