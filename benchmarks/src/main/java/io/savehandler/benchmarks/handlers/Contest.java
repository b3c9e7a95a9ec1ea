package io.savehandler.benchmarks.handlers;

import io.savehandler.servers.RealServer;

/** A store whose handler is measured beside its driver. Immutable. */
interface Contest {
    /** The store, in one word. */
    String name();

    /** What all threads share. */
    default String connections() {
        return "one connection";
    }

    /** The benchmark that measures it. */
    Class<? extends StoreJmh> jmh();

    /** Starts a server with sessions for {@link StoreJmh}'s visitors. */
    RealServer start();

    /** Connects to a server on this machine. */
    StoreRequests connect(Contestant who, int port, RequestKind kind);
}
