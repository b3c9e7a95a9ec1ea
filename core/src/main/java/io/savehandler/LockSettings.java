package io.savehandler;

import java.time.Duration;
import java.util.Objects;

/** How a session's lock is waited for and held. Immutable; {@link #defaults()} and {@link #builder()} make one. */
public final class LockSettings {
    private static final LockSettings DEFAULTS = builder().build();

    private final Duration waitTimeout;
    private final Duration retryInterval;
    private final Duration maxRetryInterval;
    private final Duration expire;
    private final Duration maxHold;
    private final OnTimeout onTimeout;

    private LockSettings(Builder builder) {
        this.waitTimeout = builder.waitTimeout;
        this.retryInterval = builder.retryInterval;
        this.maxRetryInterval = builder.maxRetryInterval;
        this.expire = builder.expire;
        this.maxHold = builder.maxHold;
        this.onTimeout = builder.onTimeout;
    }

    /** 30 s of waiting, polls 1 to 25 ms apart, a lease of 30 s that is renewed for 5 minutes. */
    public static LockSettings defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long a request waits for another one before {@link SessionLockTimeoutException}; zero tries once. */
    public Duration waitTimeout() {
        return waitTimeout;
    }

    /** The first pause between two attempts at a lock that can only be polled; doubles, with jitter. */
    public Duration retryInterval() {
        return retryInterval;
    }

    /** The longest pause between two attempts. */
    public Duration maxRetryInterval() {
        return maxRetryInterval;
    }

    /**
     * For how long a lock in a remote store outlives the request that took it, should that crash. The {@code files} and
     * the in-memory handler do not need it: their locks end with their owner.
     */
    public Duration expire() {
        return expire;
    }

    /**
     * For how long a request that goes on and on has its lock's {@link #expire()} renewed; zero renews nothing. Afterwards
     * the lock runs out, and the request's write is refused with {@link SessionLockLostException}.
     */
    public Duration maxHold() {
        return maxHold;
    }

    /** What a start does whose wait took too long; {@link OnTimeout#FAIL} by default. */
    public OnTimeout onTimeout() {
        return onTimeout;
    }

    /** What a start does when it has waited {@link #waitTimeout()} for the lock. */
    public enum OnTimeout {
        /** It throws {@link SessionLockTimeoutException}. The default: whoever started the session meant to change it. */
        FAIL,
        /** It gives a session that can be read and not changed, as phpredis's {@code lock_failure_readonly} does. */
        READ_ONLY,
        /** It goes on without the lock, as {@link Concurrency#MERGE}; where the store cannot, it throws. */
        MERGE
    }

    /** Builds {@link LockSettings}. Not thread-safe. */
    public static final class Builder {
        private Duration waitTimeout = Duration.ofSeconds(30);
        private Duration retryInterval = Duration.ofMillis(1);
        private Duration maxRetryInterval = Duration.ofMillis(25);
        private Duration expire = Duration.ofSeconds(30);
        private Duration maxHold = Duration.ofMinutes(5);
        private OnTimeout onTimeout = OnTimeout.FAIL;

        private Builder() {}

        /**
         * Sets {@link LockSettings#waitTimeout()}.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder waitTimeout(Duration waitTimeout) {
            if (waitTimeout.isNegative()) {
                throw new IllegalArgumentException("waitTimeout must not be negative: " + waitTimeout);
            }
            this.waitTimeout = waitTimeout;
            return this;
        }

        /**
         * Sets {@link LockSettings#retryInterval()} and {@link LockSettings#maxRetryInterval()}.
         *
         * @throws IllegalArgumentException if the first is not positive or longer than the second
         */
        public Builder retryInterval(Duration first, Duration longest) {
            if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "retryInterval must be positive and at most the longest: " + first + ", " + longest);
            }
            this.retryInterval = first;
            this.maxRetryInterval = longest;
            return this;
        }

        /**
         * Sets {@link LockSettings#expire()}.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder expire(Duration expire) {
            if (expire.isNegative() || expire.isZero()) {
                throw new IllegalArgumentException("expire must be positive: " + expire);
            }
            this.expire = expire;
            return this;
        }

        /**
         * Sets {@link LockSettings#maxHold()}.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder maxHold(Duration maxHold) {
            if (maxHold.isNegative()) {
                throw new IllegalArgumentException("maxHold must not be negative: " + maxHold);
            }
            this.maxHold = maxHold;
            return this;
        }

        /** Sets {@link LockSettings#onTimeout()}. */
        public Builder onTimeout(OnTimeout onTimeout) {
            this.onTimeout = Objects.requireNonNull(onTimeout, "onTimeout");
            return this;
        }

        /** Returns settings with what was set so far. */
        public LockSettings build() {
            return new LockSettings(this);
        }
    }
}
