package io.savehandler.wrap;

import io.savehandler.SessionHandler;
import java.time.Duration;

/** What is left of a handler that has PHP's six operations only; counts its reads. */
final class SixOperations implements SessionHandler {
    private final SessionHandler handler;
    int reads;

    SixOperations(SessionHandler handler) {
        this.handler = handler;
    }

    @Override
    public void open(String savePath, String sessionName) {
        handler.open(savePath, sessionName);
    }

    @Override
    public byte[] read(String id) {
        reads++;
        return handler.read(id);
    }

    @Override
    public void write(String id, byte[] data) {
        handler.write(id, data);
    }

    @Override
    public void destroy(String id) {
        handler.destroy(id);
    }

    @Override
    public long gc(Duration maxLifetime) {
        return handler.gc(maxLifetime);
    }

    @Override
    public void close() {
        handler.close();
    }
}
