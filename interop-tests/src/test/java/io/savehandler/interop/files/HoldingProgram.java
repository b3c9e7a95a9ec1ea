package io.savehandler.interop.files;

import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import java.util.Map;

/** Starts a session under its lock, changes it, and never ends it: DIRECTORY ID. */
final class HoldingProgram {
    private HoldingProgram() {}

    public static void main(String[] arguments) throws Exception {
        SessionConfig config = SessionConfig.from(Map.of(
                "session.save_path", arguments[0], "session.use_strict_mode", "0", "session.gc_probability", "0"));
        try (Sessions sessions = Sessions.from(config);
                Session session = sessions.start(arguments[1])) {
            session.put("d", "never stored");
            System.out.println("holding");
            if (System.in.read() >= 0) {
                throw new IllegalStateException("this process is to be killed");
            }
        }
    }
}
