package io.savehandler.benchmarks.handlers;

/** Requests on one connection, by as many threads as wanted, each with a session of its own. */
interface StoreRequests extends AutoCloseable {

    /** Reads a session and stores new data. */
    void serve(String id, byte[] data);

    @Override
    void close();
}
