package io.savehandler;

import java.time.Duration;

/** Stands for a store that failed: holds nothing and keeps nothing. */
final class AbsentStore implements SessionHandler {
    @Override
    public void open(String savePath, String sessionName) {}

    @Override
    public byte[] read(String id) {
        return new byte[0];
    }

    @Override
    public void write(String id, byte[] data) {}

    @Override
    public void destroy(String id) {}

    @Override
    public long gc(Duration maxLifetime) {
        return 0;
    }

    @Override
    public void close() {}
}
