package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.Objects;
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
    private final int replicas;
    private final Duration replicaTimeout;
    private final int replicaConnections;
    private final boolean readFromReplicas;
    private final boolean earlyRefresh;
    private final RedisCompression compression;
    private final int compressionLevel;
    private final int maxSessionBytes;

    private RedisSettings(Builder builder) {
        this.connectTimeout = builder.connectTimeout;
        this.commandTimeout = builder.commandTimeout;
        this.maxPendingCommands = builder.maxPendingCommands;
        this.locking = builder.locking;
        this.lockExpire = builder.lockExpire;
        this.lockWaitTime = builder.lockWaitTime;
        this.lockRetries = builder.lockRetries;
        this.replicas = builder.replicas;
        this.replicaTimeout = builder.replicaTimeout;
        this.replicaConnections = builder.replicaConnections;
        this.readFromReplicas = builder.readFromReplicas;
        this.earlyRefresh = builder.earlyRefresh;
        this.compression = builder.compression;
        this.compressionLevel = builder.compressionLevel;
        this.maxSessionBytes = builder.maxSessionBytes;
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

    /**
     * How many replicas must have a change before it counts: a write, a touch, a destroyed or moved session, a lock. 0, the
     * default, waits for none. A change that too few replicas have in time is a {@link
     * io.savehandler.SessionUnconfirmedException}.
     */
    public int replicas() {
        return replicas;
    }

    /** How long the {@link #replicas()} may take. */
    public Duration replicaTimeout() {
        return replicaTimeout;
    }

    /** How many connections to each server wait for {@link #replicas()}; one change at a time on each. */
    public int replicaConnections() {
        return replicaConnections;
    }

    /**
     * Whether requests that only read ({@link io.savehandler.Concurrency#READ_ONLY}) may read from a replica, off by default.
     * They may see a session as it was a moment ago, one destroyed a moment ago among them. What a replica does not have is
     * asked of the master.
     */
    public boolean readFromReplicas() {
        return readFromReplicas;
    }

    /**
     * PHP's {@code redis.session.early_refresh}, off by default: whether a session's lifetime begins anew when it is read, by
     * whomever, so that an unchanged session costs nothing more at the end of the request. Reading waits for no {@link
     * #replicas()}.
     */
    public boolean earlyRefresh() {
        return earlyRefresh;
    }

    /** PHP's {@code redis.session.compression}. */
    public RedisCompression compression() {
        return compression;
    }

    /** PHP's {@code redis.session.compression_level}, 3 by default: 1 to 22 for zstd, 0 (fast) to 17 for lz4; lzf has none. */
    public int compressionLevel() {
        return compressionLevel;
    }

    /** The largest session, not compressed, that a compressed value may become; 16 MiB by default. */
    public int maxSessionBytes() {
        return maxSessionBytes;
    }

    Optional<RedisReplicaWait> replicaWait() {
        return replicas == 0
                ? Optional.empty()
                : Optional.of(new RedisReplicaWait(replicas, replicaTimeout, replicaConnections));
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
        private int replicas;
        private Duration replicaTimeout = Duration.ofSeconds(1);
        private int replicaConnections = 8;
        private boolean readFromReplicas;
        private boolean earlyRefresh;
        private RedisCompression compression = RedisCompression.NONE;
        private int compressionLevel = 3;
        private int maxSessionBytes = 16 << 20;

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
            this.maxPendingCommands = atLeast(1, "maxPendingCommands", commands);
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
            this.lockRetries = Optional.of(atLeast(-1, "redis.session.lock_retries", retries));
            return this;
        }

        /**
         * Sets {@link RedisSettings#replicas()}.
         *
         * @throws SessionConfigurationException if negative
         */
        public Builder replicas(int replicas) {
            this.replicas = atLeast(0, "savehandler.redis.wait_replicas", replicas);
            return this;
        }

        /**
         * Sets {@link RedisSettings#replicaTimeout()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder replicaTimeout(Duration timeout) {
            this.replicaTimeout = positive("savehandler.redis.wait_timeout", timeout);
            return this;
        }

        /**
         * Sets {@link RedisSettings#replicaConnections()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder replicaConnections(int connections) {
            this.replicaConnections = atLeast(1, "savehandler.redis.wait_connections", connections);
            return this;
        }

        /** Sets {@link RedisSettings#readFromReplicas()}; for a save path with sentinels or a cluster. */
        public Builder readFromReplicas(boolean readFromReplicas) {
            this.readFromReplicas = readFromReplicas;
            return this;
        }

        /** Sets {@link RedisSettings#earlyRefresh()}. */
        public Builder earlyRefresh(boolean earlyRefresh) {
            this.earlyRefresh = earlyRefresh;
            return this;
        }

        /** Sets {@link RedisSettings#compression()}; building a factory fails where its library is missing. */
        public Builder compression(RedisCompression compression) {
            this.compression = Objects.requireNonNull(compression, "compression");
            return this;
        }

        /** Sets {@link RedisSettings#compressionLevel()}; what is out of range counts as the nearest level. */
        public Builder compressionLevel(int level) {
            this.compressionLevel = level;
            return this;
        }

        /**
         * Sets {@link RedisSettings#maxSessionBytes()}; no less than {@code savehandler.max_session_bytes}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder maxSessionBytes(int bytes) {
            this.maxSessionBytes = atLeast(1, "maxSessionBytes", bytes);
            return this;
        }

        /**
         * Returns settings with what was set so far.
         *
         * @throws SessionConfigurationException if sessions are to be refreshed by reading them from replicas
         */
        public RedisSettings build() {
            if (earlyRefresh && readFromReplicas) {
                throw new SessionConfigurationException(
                        "savehandler.redis.read_from_replicas",
                        "does not go with redis.session.early_refresh: reading from a replica refreshes nothing");
            }
            return new RedisSettings(this);
        }

        private static int atLeast(int least, String name, int value) {
            if (value < least) {
                throw new SessionConfigurationException(name, "must be " + least + " or more, not " + value);
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new SessionConfigurationException(name, "must be positive, not " + value);
            }
            return value;
        }
    }
}
