package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A request's context as a wrapper shows it to the handler inside; a live view, for answers may change. */
class ForwardingHandlerContext implements HandlerContext {
    private final HandlerContext context;

    ForwardingHandlerContext(HandlerContext context) {
        this.context = context;
    }

    /** The same request, which neither writes nor locks. */
    static HandlerContext readOnly(HandlerContext context) {
        return new ForwardingHandlerContext(context) {
            @Override
            public boolean locking() {
                return false;
            }

            @Override
            public boolean readOnly() {
                return true;
            }
        };
    }

    /** The same request, whose ids are others. */
    static HandlerContext withIds(HandlerContext context, SessionIdPolicy ids) {
        return new ForwardingHandlerContext(context) {
            @Override
            public SessionIdPolicy ids() {
                return ids;
            }
        };
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
