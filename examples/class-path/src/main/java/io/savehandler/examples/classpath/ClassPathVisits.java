package io.savehandler.examples.classpath;

import io.savehandler.Session;
import io.savehandler.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One visitor's two requests: the second finds in the session what the first left there. */
final class ClassPathVisits {
    private ClassPathVisits() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("savehandler-");
        Map<String, String> settings =
                Map.of("session.save_handler", "files", "session.save_path", directory.toString());

        try (Sessions sessions = Sessions.from(settings)) {
            String cookie = firstRequest(sessions);
            long visits = secondRequest(sessions, cookie);
            if (visits != 2) {
                throw new IllegalStateException("2 visits expected, but the session says " + visits);
            }
            System.out.println("class path, JDK " + Runtime.version().feature() + ": " + visits + " visits");
        }
        Files.delete(directory);
    }

    private static String firstRequest(Sessions sessions) {
        try (Session session = sessions.start(null)) {
            session.put("visits", 1);
            return session.id();
        }
    }

    private static long secondRequest(Sessions sessions, String cookie) {
        try (Session session = sessions.start(cookie)) {
            long visits = session.getLong("visits", 0) + 1;
            session.destroy();
            return visits;
        }
    }
}
