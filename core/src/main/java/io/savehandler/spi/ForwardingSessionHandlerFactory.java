package io.savehandler.spi;

import io.savehandler.Capability;
import io.savehandler.SessionHandlerFactory;
import java.util.Objects;
import java.util.Set;

/**
 * The factory of a wrapper: has the capabilities of the factory it wraps and closes it. Thread-safe, like any factory. A
 * subclass says how a handler is wrapped, and takes back the capabilities that its wrapper does not keep.
 */
public abstract class ForwardingSessionHandlerFactory implements SessionHandlerFactory {
    private final SessionHandlerFactory inner;

    /**
     * Wraps a factory.
     *
     * @param inner makes the handlers that are wrapped; closed with this factory
     */
    protected ForwardingSessionHandlerFactory(SessionHandlerFactory inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    /** The factory whose handlers are wrapped. */
    protected final SessionHandlerFactory inner() {
        return inner;
    }

    @Override
    public Set<Capability> capabilities() {
        return inner.capabilities();
    }

    @Override
    public void close() {
        inner.close();
    }
}
