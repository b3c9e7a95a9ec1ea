package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.Optional;

/**
 * How a factory talks to its servers and what it makes of PHP's {@code redis.session.*}. Immutable; {@link #defaults()} and
 * {@link #builder()} make one.
 */
public final class RedisSettings {
    private static final RedisSettings DEFAULTS = builder().build();

    private final Duration connectTimeout;
    private final Duration commandTimeout;
    private final int maxPendingCommands;
    private final boolean locking;
    private final Optional<Duration> lockExpire;
    private final Optional<Duration> lockWaitTime;
    private final Optional<Integer> lockRetries;

    private RedisSettings(Builder builder) {
        this.connectTimeout = builder.connectTimeout;
        this.commandTimeout = builder.commandTimeout;
        this.maxPendingCommands = builder.maxPendingCommands;
        this.locking = builder.locking;
        this.lockExpire = builder.lockExpire;
        this.lockWaitTime = builder.lockWaitTime;
        this.lockRetries = builder.lockRetries;
    }

    /** Time-outs of 2 s, at most 20,000 pending commands, locks, and the request's own lock settings. */
    public static RedisSettings defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long connecting may take, logging in included; the save path's {@code timeout} takes precedence. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long an answer may take; the save path's {@code read_timeout} takes precedence. */
    public Duration commandTimeout() {
        return commandTimeout;
    }

    /** How many commands may wait for their answers on one connection; one more fails at once. */
    public int maxPendingCommands() {
        return maxPendingCommands;
    }

    /** Whether sessions are locked at all; PHP's {@code redis.session.locking_enabled}, but on by default. */
    public boolean locking() {
        return locking;
    }

    /** PHP's {@code redis.session.lock_expire}; where absent, {@link io.savehandler.LockSettings#expire()} holds. */
    public Optional<Duration> lockExpire() {
        return lockExpire;
    }

    /**
     * PHP's {@code redis.session.lock_wait_time}; where absent, the request's retry intervals hold, or, if those are {@link
     * io.savehandler.LockSettings#defaults() the usual ones}, 1 to 4 ms.
     */
    public Optional<Duration> lockWaitTime() {
        return lockWaitTime;
    }

    /**
     * PHP's {@code redis.session.lock_retries}, -1 for no end; where absent, {@link
     * io.savehandler.LockSettings#waitTimeout()} bounds the wait.
     */
    public Optional<Integer> lockRetries() {
        return lockRetries;
    }

    /** Builds {@link RedisSettings}. Not thread-safe. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(2);
        private Duration commandTimeout = Duration.ofSeconds(2);
        private int maxPendingCommands = 20_000;
        private boolean locking = true;
        private Optional<Duration> lockExpire = Optional.empty();
        private Optional<Duration> lockWaitTime = Optional.empty();
        private Optional<Integer> lockRetries = Optional.empty();

        private Builder() {}

        /**
         * Sets {@link RedisSettings#connectTimeout()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /**
         * Sets {@link RedisSettings#commandTimeout()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder commandTimeout(Duration timeout) {
            this.commandTimeout = positive("commandTimeout", timeout);
            return this;
        }

        /**
         * Sets {@link RedisSettings#maxPendingCommands()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder maxPendingCommands(int commands) {
            if (commands < 1) {
                throw new SessionConfigurationException("maxPendingCommands", "must be 1 or more, not " + commands);
            }
            this.maxPendingCommands = commands;
            return this;
        }

        /** Sets {@link RedisSettings#locking()}. */
        public Builder locking(boolean locking) {
            this.locking = locking;
            return this;
        }

        /**
         * Sets {@link RedisSettings#lockExpire()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder lockExpire(Duration expire) {
            this.lockExpire = Optional.of(positive("redis.session.lock_expire", expire));
            return this;
        }

        /**
         * Sets {@link RedisSettings#lockWaitTime()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder lockWaitTime(Duration pause) {
            this.lockWaitTime = Optional.of(positive("redis.session.lock_wait_time", pause));
            return this;
        }

        /**
         * Sets {@link RedisSettings#lockRetries()}.
         *
         * @throws SessionConfigurationException if less than -1
         */
        public Builder lockRetries(int retries) {
            if (retries < -1) {
                throw new SessionConfigurationException(
                        "redis.session.lock_retries", "must be -1 (no end) or more, not " + retries);
            }
            this.lockRetries = Optional.of(retries);
            return this;
        }

        /** Returns settings with what was set so far. */
        public RedisSettings build() {
            return new RedisSettings(this);
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new SessionConfigurationException(name, "must be positive, not " + value);
            }
            return value;
        }
    }
}
