package io.savehandler.testkit;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import java.util.Map;

/** A custom handler as small as they come: no locks, no expiry, on whatever map it is given. */
class MapSessionHandler implements SessionHandler {
    private final Map<String, byte[]> sessions;
    private String known = "";

    MapSessionHandler(Map<String, byte[]> sessions) {
        this.sessions = sessions;
    }

    @Override
    public void open(String savePath, String sessionName) {}

    @Override
    public byte[] read(String id) {
        byte[] data = sessions.get(SessionIdPolicy.php().check(id));
        known = data == null ? "" : id;
        return data == null ? new byte[0] : data.clone();
    }

    @Override
    public void write(String id, byte[] data) {
        sessions.compute(SessionIdPolicy.php().check(id), (key, present) -> {
            if (present == null && id.equals(known)) {
                throw new SessionGoneException();
            }
            return data.clone();
        });
    }

    @Override
    public void destroy(String id) {
        sessions.remove(SessionIdPolicy.php().check(id));
    }

    @Override
    public long gc(Duration maxLifetime) {
        return 0;
    }

    @Override
    public void close() {}
}
