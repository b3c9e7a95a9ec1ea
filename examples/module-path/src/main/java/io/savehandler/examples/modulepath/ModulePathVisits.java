package io.savehandler.examples.modulepath;

import io.savehandler.Session;
import io.savehandler.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One visitor's two requests: the second finds in the session what the first left there. */
final class ModulePathVisits {
    private ModulePathVisits() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("savehandler-");
        Map<String, String> settings =
                Map.of("session.save_handler", "files", "session.save_path", directory.toString());

        try (Sessions sessions = Sessions.from(settings)) {
            String cookie = sessions.run(null, ModulePathVisits::firstRequest);
            long visits = sessions.run(cookie, ModulePathVisits::secondRequest);
            if (visits != 2) {
                throw new IllegalStateException("2 visits expected, but the session says " + visits);
            }
            System.out.println("module path, JDK " + Runtime.version().feature() + ": " + visits + " visits");
        }
        Files.delete(directory);
    }

    private static String firstRequest(Session session) {
        session.put("visits", 1);
        return session.id();
    }

    private static long secondRequest(Session session) {
        long visits = session.getLong("visits", 0) + 1;
        session.destroy();
        return visits;
    }
}
