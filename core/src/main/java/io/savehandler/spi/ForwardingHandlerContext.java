package io.savehandler.spi;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Passes every question on to a request's context: the base of one that answers some of them otherwise, for the handler inside
 * a wrapper, or for a store with settings of its own. A live view, for answers may change. Thread-safe as the context is.
 */
public abstract class ForwardingHandlerContext implements HandlerContext {
    private final HandlerContext context;

    /**
     * Shows a request's context.
     *
     * @param context what the request says of itself
     */
    protected ForwardingHandlerContext(HandlerContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    @Override
    public boolean locking() {
        return context.locking();
    }

    @Override
    public boolean readOnly() {
        return context.readOnly();
    }

    @Override
    public Duration lifetime() {
        return context.lifetime();
    }

    @Override
    public Duration touchInterval() {
        return context.touchInterval();
    }

    @Override
    public InstantSource clock() {
        return context.clock();
    }

    @Override
    public Duration timeLeft() {
        return context.timeLeft();
    }

    @Override
    public LockSettings lock() {
        return context.lock();
    }

    @Override
    public void lockWaited(Duration waited) {
        context.lockWaited(waited);
    }

    @Override
    public Optional<String> owner() {
        return context.owner();
    }

    @Override
    public SessionIdPolicy ids() {
        return context.ids();
    }
}
