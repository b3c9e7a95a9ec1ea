package io.savehandler.servers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Servers that belong together and are closed together, the newest first. Thread-safe. */
final class OpenServers implements AutoCloseable {
    private final Deque<RealServer> servers = new ArrayDeque<>();

    synchronized <S extends RealServer> S add(S server) {
        servers.push(server);
        return server;
    }

    /** Closes all, even if one of them cannot be closed. */
    @Override
    public synchronized void close() {
        @Nullable RuntimeException failure = null;
        while (!servers.isEmpty()) {
            try {
                servers.pop().close();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
