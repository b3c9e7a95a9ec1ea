package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A running Memcached. What it held is lost by a restart. Thread-safe. */
public final class RealMemcached extends RealServer {
    RealMemcached(ServerProcess process) {
        super(process);
    }

    /** Starts a Memcached with its own defaults. */
    public static RealMemcached start() {
        return launch().start();
    }

    /** A Memcached to be put together. */
    public static MemcachedLaunch launch() {
        return new MemcachedLaunch();
    }

    /** A way into it beside the client under test; to be closed. */
    public MemcachedDoor door() {
        try {
            return new MemcachedDoor(port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
