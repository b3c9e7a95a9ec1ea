package io.savehandler;

import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a {@link SessionHandler} for each request and owns what they share: connections, pools, background threads, the
 * map of an in-memory store. Thread-safe, long-lived, closed once at the end.
 */
public interface SessionHandlerFactory extends AutoCloseable {

    /**
     * Makes the handler of one request. Cheap: nothing is sent to the store.
     *
     * @param context what the request asks of the handler
     * @return a handler that nobody else uses
     */
    SessionHandler newHandler(HandlerContext context);

    /** What the store can do beyond the six operations; the same set for the factory's whole life, except that
     * {@link Capability#MAY_EVICT} comes and goes where a store learns about its server only in use. */
    default Set<Capability> capabilities() {
        return Set.of();
    }

    /** Closes what the factory itself opened; clients and pools that were handed in stay open. */
    @Override
    default void close() {}

    /**
     * Wraps a simple handler that has nothing to share and needs nothing of the request.
     *
     * @param handlers makes a new handler at each call, for example {@code MyHandler::new}
     * @return a factory without capabilities
     */
    static SessionHandlerFactory of(Supplier<? extends SessionHandler> handlers) {
        Objects.requireNonNull(handlers, "handlers");
        return context -> handlers.get();
    }
}
