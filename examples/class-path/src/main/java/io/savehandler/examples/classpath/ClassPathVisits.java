package io.savehandler.examples.classpath;

import io.savehandler.SessionConfig;
import java.util.Map;

/** Reads a setting. */
final class ClassPathVisits {
    private ClassPathVisits() {}

    public static void main(String[] arguments) {
        SessionConfig config = SessionConfig.from(Map.of("session.gc_maxlifetime", "60"));
        System.out.println("class path: " + config.gcMaxLifetime());
    }
}
