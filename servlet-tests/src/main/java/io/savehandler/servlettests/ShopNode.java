package io.savehandler.servlettests;

/** One running container with the application. */
public interface ShopNode extends AutoCloseable {
    /** Where it listens on 127.0.0.1. */
    int port();

    @Override
    void close() throws Exception;
}
