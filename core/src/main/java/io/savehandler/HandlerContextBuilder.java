package io.savehandler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Builds a {@link HandlerContext}, mostly for tests of handlers. Not thread-safe; the contexts it builds are. */
public final class HandlerContextBuilder {
    private boolean locking = true;
    private boolean readOnly;
    private Duration lifetime = Duration.ofMinutes(24);
    private Duration touchInterval = Duration.ZERO;
    private InstantSource clock = InstantSource.system();
    private Supplier<Duration> timeLeft = () -> HandlerContext.NO_DEADLINE;
    private LockSettings lock = LockSettings.defaults();
    private SessionIdPolicy ids = SessionIdPolicy.php();
    private Consumer<Duration> lockWaited = waited -> {};
    private Supplier<Optional<String>> owner = Optional::empty;

    HandlerContextBuilder() {}

    /** Sets {@link HandlerContext#locking()}. */
    public HandlerContextBuilder locking(boolean locking) {
        this.locking = locking;
        return this;
    }

    /** Sets {@link HandlerContext#readOnly()}; a read-only context does not lock. */
    public HandlerContextBuilder readOnly(boolean readOnly) {
        this.readOnly = readOnly;
        return this;
    }

    /**
     * Sets {@link HandlerContext#lifetime()}.
     *
     * @throws IllegalArgumentException if the lifetime is not positive
     */
    public HandlerContextBuilder lifetime(Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime must be positive, not " + lifetime);
        }
        this.lifetime = lifetime;
        return this;
    }

    /**
     * Sets {@link HandlerContext#touchInterval()}; zero otherwise.
     *
     * @throws IllegalArgumentException if the interval is negative
     */
    public HandlerContextBuilder touchInterval(Duration touchInterval) {
        if (touchInterval.isNegative()) {
            throw new IllegalArgumentException("touchInterval must not be negative, but is " + touchInterval);
        }
        this.touchInterval = touchInterval;
        return this;
    }

    /** Sets {@link HandlerContext#clock()}. */
    public HandlerContextBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets where {@link HandlerContext#timeLeft()} comes from; asked anew at each wait. */
    public HandlerContextBuilder timeLeft(Supplier<Duration> timeLeft) {
        this.timeLeft = Objects.requireNonNull(timeLeft, "timeLeft");
        return this;
    }

    /** Sets {@link HandlerContext#lock()}. */
    public HandlerContextBuilder lock(LockSettings lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
        return this;
    }

    /** Sets {@link HandlerContext#ids()}. */
    public HandlerContextBuilder ids(SessionIdPolicy ids) {
        this.ids = Objects.requireNonNull(ids, "ids");
        return this;
    }

    /** Sets what {@link HandlerContext#lockWaited} does. */
    public HandlerContextBuilder onLockWaited(Consumer<Duration> lockWaited) {
        this.lockWaited = Objects.requireNonNull(lockWaited, "lockWaited");
        return this;
    }

    /** Sets where {@link HandlerContext#owner()} comes from; asked anew at each write. */
    public HandlerContextBuilder owner(Supplier<Optional<String>> owner) {
        this.owner = Objects.requireNonNull(owner, "owner");
        return this;
    }

    /** Returns a context with what was set so far. */
    public HandlerContext build() {
        return new Fixed(
                locking && !readOnly, readOnly, lifetime, touchInterval, clock, timeLeft, lock, ids, lockWaited, owner);
    }

    private record Fixed(
            boolean locking,
            boolean readOnly,
            Duration lifetime,
            Duration touchInterval,
            InstantSource clock,
            Supplier<Duration> left,
            LockSettings lock,
            SessionIdPolicy ids,
            Consumer<Duration> waits,
            Supplier<Optional<String>> whose)
            implements HandlerContext {
        @Override
        public Duration timeLeft() {
            return left.get();
        }

        @Override
        public Optional<String> owner() {
            return whose.get();
        }

        @Override
        public void lockWaited(Duration waited) {
            waits.accept(waited);
        }
    }
}
