package io.savehandler.redis;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import java.time.InstantSource;

/** A request's context in which PHP's {@code redis.session.*}, where set, take precedence. */
record RedisRequestContext(HandlerContext request, RedisSettings settings) implements HandlerContext {
    private static final Duration PHP_WAIT_TIME = Duration.ofMillis(20);

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
        LockSettings own = request.lock();
        LockSettings.Builder lock = LockSettings.builder()
                .waitTimeout(settings.lockRetries().map(this::waitTimeout).orElse(own.waitTimeout()))
                .expire(settings.lockExpire().orElse(own.expire()))
                .maxHold(own.maxHold())
                .onTimeout(own.onTimeout());
        settings.lockWaitTime()
                .ifPresentOrElse(
                        pause -> lock.retryInterval(pause, pause),
                        () -> lock.retryInterval(own.retryInterval(), own.maxRetryInterval()));
        return lock.build();
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
