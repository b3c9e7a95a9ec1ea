package io.savehandler.benchmarks.jdbc;

/** Requests on one pool, by as many threads as wanted, each with a session of its own. */
interface TableRequests extends AutoCloseable {

    /** Reads a session and stores new data. */
    void serve(String id, byte[] data);

    @Override
    void close();
}
