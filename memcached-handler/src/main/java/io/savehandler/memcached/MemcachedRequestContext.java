package io.savehandler.memcached;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.spi.ForwardingHandlerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request's context in which PHP's own settings, where set, take precedence. Not thread-safe. */
final class MemcachedRequestContext extends ForwardingHandlerContext {
    private static final Duration PHP_WAIT = Duration.ofMillis(150);
    private static final Duration LEAST_MARGIN = Duration.ofMillis(2500);

    private final MemcachedSettings settings;
    private final Optional<Duration> lifetime;
    private @Nullable LockSettings lock;

    /** @param lifetime the store's own, where it has one */
    MemcachedRequestContext(HandlerContext request, MemcachedSettings settings, Optional<Duration> lifetime) {
        super(request);
        this.settings = settings;
        this.lifetime = lifetime;
    }

    @Override
    public boolean locking() {
        return settings.locking() && super.locking();
    }

    @Override
    public Duration lifetime() {
        return lifetime.orElseGet(super::lifetime);
    }

    @Override
    public LockSettings lock() {
        LockSettings chosen = lock == null ? chooseLock(super.lock()) : lock;
        lock = chosen;
        return chosen;
    }

    /** How long this request may wait for a lock. */
    Duration mostWait() {
        Duration left = timeLeft();
        Duration wait = lock().waitTimeout();
        return left.compareTo(wait) < 0 ? left : wait;
    }

    /** The time in so long, by the host's clock. */
    Instant end(Duration left) {
        return clock().instant().plus(left.compareTo(NO_DEADLINE) > 0 ? NO_DEADLINE : left);
    }

    /** Whether a session's lifetime begins anew when it is read. */
    boolean refreshesEarly() {
        return settings.earlyRefresh();
    }

    /** How long an answer may take. */
    Duration commandTimeout() {
        return settings.commandTimeout();
    }

    int maxItemBytes() {
        return settings.maxItemBytes();
    }

    /**
     * For how many seconds a server is told to keep a lock: when the third of it is over after which it is renewed, and the
     * second that does not count is taken off, a write must still have the time that it may take.
     */
    int lockSeconds() {
        long least = MemcachedLayout.ceilSeconds(
                settings.commandTimeout().multipliedBy(3).dividedBy(2).plus(LEAST_MARGIN));
        long wanted = Math.max(least, MemcachedLayout.ceilSeconds(lock().expire()));
        return (int) Math.min(MemcachedLayout.LONGEST_RELATIVE_SECONDS, wanted);
    }

    private LockSettings chooseLock(LockSettings own) {
        return LockSettings.builder()
                .waitTimeout(settings.lockRetries().map(this::waitTimeout).orElse(own.waitTimeout()))
                .retryInterval(
                        settings.lockWaitMin().orElse(own.retryInterval()),
                        settings.lockWaitMax().orElse(own.maxRetryInterval()))
                .expire(settings.lockExpire().orElse(own.expire()))
                .maxHold(own.maxHold())
                .onTimeout(own.onTimeout())
                .build();
    }

    /** PHP's pauses, which double from the shortest to the longest. */
    private Duration waitTimeout(int retries) {
        Duration pause = settings.lockWaitMin().orElse(PHP_WAIT);
        Duration longest = settings.lockWaitMax().orElse(PHP_WAIT);
        Duration all = Duration.ZERO;
        for (int i = 0; i < retries && all.compareTo(NO_DEADLINE) < 0; i++) {
            if (pause.compareTo(longest) >= 0) {
                return all.plus(longest.multipliedBy(retries - i));
            }
            all = all.plus(pause);
            pause = pause.multipliedBy(2);
        }
        return all;
    }
}
