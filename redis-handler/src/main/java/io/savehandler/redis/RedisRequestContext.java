package io.savehandler.redis;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.spi.ForwardingHandlerContext;
import org.jspecify.annotations.Nullable;

/** A request's context in which PHP's {@code redis.session.*}, where set, take precedence. Not thread-safe. */
final class RedisRequestContext extends ForwardingHandlerContext {
    private final RedisSettings settings;
    private final RedisLockChoice choice;
    private @Nullable LockSettings lock;

    RedisRequestContext(HandlerContext request, RedisSettings settings, RedisLockChoice choice) {
        super(request);
        this.settings = settings;
        this.choice = choice;
    }

    @Override
    public boolean locking() {
        return settings.locking() && super.locking();
    }

    @Override
    public LockSettings lock() {
        LockSettings chosen = lock == null ? choice.of(super.lock()) : lock;
        lock = chosen;
        return chosen;
    }

    /** How long a session lives after a write, at least 1. */
    long lifetimeMillis() {
        boolean endless = lifetime().compareTo(NO_DEADLINE) > 0;
        return Math.max(1, (endless ? NO_DEADLINE : lifetime()).toMillis());
    }

    /** Whether reading a session lets its lifetime begin anew. */
    boolean refreshesEarly() {
        return settings.earlyRefresh();
    }

    /** How many milliseconds of a session's lifetime must be left for reading not to begin it anew. */
    long keptMillis() {
        return Math.max(1, lifetimeMillis() - touchInterval().toMillis());
    }
}
