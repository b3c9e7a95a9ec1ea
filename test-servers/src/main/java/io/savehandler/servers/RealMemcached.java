package io.savehandler.servers;

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
}
