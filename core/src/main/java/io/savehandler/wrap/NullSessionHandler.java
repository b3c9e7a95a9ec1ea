package io.savehandler.wrap;

import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;

/** Knows no session and keeps none. */
final class NullSessionHandler implements SessionHandler {
    private final SessionIdPolicy ids;

    NullSessionHandler(SessionIdPolicy ids) {
        this.ids = ids;
    }

    @Override
    public void open(String savePath, String sessionName) {}

    @Override
    public String createId() {
        return ids.newId();
    }

    @Override
    public byte[] read(String id) {
        ids.check(id);
        return new byte[0];
    }

    @Override
    public void write(String id, byte[] data) {
        ids.check(id);
    }

    @Override
    public void destroy(String id) {
        ids.check(id);
    }

    @Override
    public long gc(Duration maxLifetime) {
        return 0;
    }

    @Override
    public void close() {}
}
