package io.savehandler.benchmarks.losses;

/** One running server with the {@link LossesPages}. */
interface PeerNode extends AutoCloseable {
    /** Where it listens on 127.0.0.1. */
    int port();

    @Override
    void close() throws Exception;
}
