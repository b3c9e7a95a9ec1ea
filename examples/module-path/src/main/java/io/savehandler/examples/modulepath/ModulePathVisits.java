package io.savehandler.examples.modulepath;

import io.savehandler.SessionConfig;
import java.util.Map;

/** Reads a setting. */
final class ModulePathVisits {
    private ModulePathVisits() {}

    public static void main(String[] arguments) {
        SessionConfig config = SessionConfig.from(Map.of("session.gc_maxlifetime", "60"));
        System.out.println("module path: " + config.gcMaxLifetime());
    }
}
