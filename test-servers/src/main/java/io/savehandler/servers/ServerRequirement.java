package io.savehandler.servers;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/**
 * What becomes of a test whose server is missing: skipped on a developer's machine, failed where the environment says
 * that all servers must be there. Immutable.
 */
public final class ServerRequirement {
    private final boolean required;

    ServerRequirement(boolean required) {
        this.required = required;
    }

    /** Strict where {@code SAVEHANDLER_SERVERS_REQUIRED} is {@code true}. */
    public static ServerRequirement ofEnvironment() {
        return new ServerRequirement("true".equalsIgnoreCase(System.getenv("SAVEHANDLER_SERVERS_REQUIRED")));
    }

    /**
     * Decides about a test.
     *
     * @param missing what is not there, in words, or nothing
     * @throws IllegalStateException if something is missing that must be there; JUnit fails the test
     */
    public ConditionEvaluationResult decide(Optional<String> missing) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("the server is there");
        }
        if (required) {
            throw new IllegalStateException("missing: " + missing.get() + ", and SAVEHANDLER_SERVERS_REQUIRED is true");
        }
        return ConditionEvaluationResult.disabled("missing: " + missing.get());
    }
}
