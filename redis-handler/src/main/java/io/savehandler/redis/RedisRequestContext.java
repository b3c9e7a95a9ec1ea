package io.savehandler.redis;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A request's context in which PHP's {@code redis.session.*}, where set, take precedence. Not thread-safe. */
final class RedisRequestContext implements HandlerContext {
    private static final Duration PHP_WAIT_TIME = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    /** phpredis 5 looks every 2 ms: whoever lets many times that pass seldom finds the lock free beside it. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(4);

    private final HandlerContext request;
    private final RedisSettings settings;
    private @Nullable LockSettings lock;

    RedisRequestContext(HandlerContext request, RedisSettings settings) {
        this.request = request;
        this.settings = settings;
    }

    @Override
    public boolean locking() {
        return settings.locking() && request.locking();
    }

    @Override
    public boolean readOnly() {
        return request.readOnly();
    }

    @Override
    public Duration lifetime() {
        return request.lifetime();
    }

    @Override
    public Duration touchInterval() {
        return request.touchInterval();
    }

    @Override
    public InstantSource clock() {
        return request.clock();
    }

    @Override
    public Duration timeLeft() {
        return request.timeLeft();
    }

    @Override
    public LockSettings lock() {
        LockSettings chosen = lock == null ? chooseLock(request.lock()) : lock;
        lock = chosen;
        return chosen;
    }

    private LockSettings chooseLock(LockSettings own) {
        LockSettings.Builder builder = LockSettings.builder()
                .waitTimeout(settings.lockRetries().map(this::waitTimeout).orElse(own.waitTimeout()))
                .expire(settings.lockExpire().orElse(own.expire()))
                .maxHold(own.maxHold())
                .onTimeout(own.onTimeout());
        settings.lockWaitTime()
                .ifPresentOrElse(
                        pause -> builder.retryInterval(pause, pause),
                        () -> builder.retryInterval(first(own), longest(own)));
        return builder.build();
    }

    private static Duration first(LockSettings own) {
        return pausesAreChosen(own) ? own.retryInterval() : FIRST_PAUSE;
    }

    private static Duration longest(LockSettings own) {
        return pausesAreChosen(own) ? own.maxRetryInterval() : LONGEST_PAUSE;
    }

    private static boolean pausesAreChosen(LockSettings own) {
        LockSettings usual = LockSettings.defaults();
        return !own.retryInterval().equals(usual.retryInterval())
                || !own.maxRetryInterval().equals(usual.maxRetryInterval());
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

    @Override
    public void lockWaited(Duration waited) {
        request.lockWaited(waited);
    }

    @Override
    public SessionIdPolicy ids() {
        return request.ids();
    }

    private Duration waitTimeout(int retries) {
        return retries < 0
                ? NO_DEADLINE
                : settings.lockWaitTime().orElse(PHP_WAIT_TIME).multipliedBy(retries);
    }
}
