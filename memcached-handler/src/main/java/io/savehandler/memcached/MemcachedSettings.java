package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a factory talks to its servers and what it makes of PHP's {@code memcached.sess_*} and {@code memcache.*}. Immutable;
 * {@link #defaults()} and {@link #builder()} make one.
 */
public final class MemcachedSettings {
    private static final MemcachedSettings DEFAULTS = builder().build();

    private final Duration connectTimeout;
    private final Duration commandTimeout;
    private final int maxPendingCommands;
    private final int maxItemBytes;
    private final MemcachedProtocol protocol;
    private final boolean locking;
    private final boolean earlyRefresh;
    private final Optional<Duration> lockExpire;
    private final Optional<Duration> lockWaitMin;
    private final Optional<Duration> lockWaitMax;
    private final Optional<Integer> lockRetries;
    private final Optional<MemcachedLogin> login;

    private MemcachedSettings(Builder builder) {
        this.connectTimeout = builder.connectTimeout;
        this.commandTimeout = builder.commandTimeout;
        this.maxPendingCommands = builder.maxPendingCommands;
        this.maxItemBytes = builder.maxItemBytes;
        this.protocol = builder.login.isPresent() ? MemcachedProtocol.BINARY : builder.protocol;
        this.locking = builder.locking;
        this.earlyRefresh = builder.earlyRefresh;
        this.lockExpire = builder.lockExpire;
        this.lockWaitMin = builder.lockWaitMin;
        this.lockWaitMax = builder.lockWaitMax;
        this.lockRetries = builder.lockRetries;
        this.login = builder.login;
    }

    /** Time-outs of 1 s, at most 16,384 pending commands, items of 1 MiB, the text protocol, and locks. */
    public static MemcachedSettings defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long connecting may take, logging in included; 1 s by default. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long an answer may take; 1 s by default. */
    public Duration commandTimeout() {
        return commandTimeout;
    }

    /** How many commands may wait for one connection; one more fails at once. */
    public int maxPendingCommands() {
        return maxPendingCommands;
    }

    /**
     * The servers' largest item in bytes, 1 MiB by default: memcached's {@code -I}. The key and a hundred bytes more belong to
     * the item. A longer session is refused before it is sent.
     */
    public int maxItemBytes() {
        return maxItemBytes;
    }

    /** How the servers are spoken to; PHP's {@code memcached.sess_binary_protocol} and {@code memcache.protocol}. */
    public MemcachedProtocol protocol() {
        return protocol;
    }

    /** Whether sessions are locked at all; PHP's {@code memcached.sess_locking}. */
    public boolean locking() {
        return locking;
    }

    /**
     * Whether a session's lifetime begins anew when it is read, in the same step (get-and-touch), off by default: a request
     * that changes nothing then has nothing more to say. It begins anew for whoever reads, and with that request's lifetime
     * even where the session would have lived longer. Without effect where sessions have copies.
     */
    public boolean earlyRefresh() {
        return earlyRefresh;
    }

    /**
     * PHP's {@code memcached.sess_lock_expire} and {@code memcache.lock_timeout}; where absent, {@link
     * io.savehandler.LockSettings#expire()} holds. Memcached counts in seconds, and the last one does not count here: a lock's
     * time is rounded up, and is never less than one and a half times {@link #commandTimeout()} and two and a half seconds.
     */
    public Optional<Duration> lockExpire() {
        return lockExpire;
    }

    /** PHP's {@code memcached.sess_lock_wait_min}; where absent, the request's own interval holds. */
    public Optional<Duration> lockWaitMin() {
        return lockWaitMin;
    }

    /** PHP's {@code memcached.sess_lock_wait_max}; where absent, the request's own interval holds. */
    public Optional<Duration> lockWaitMax() {
        return lockWaitMax;
    }

    /**
     * PHP's {@code memcached.sess_lock_retries}; where absent, {@link io.savehandler.LockSettings#waitTimeout()} bounds the
     * wait.
     */
    public Optional<Integer> lockRetries() {
        return lockRetries;
    }

    /** The same with another time-out for connecting and for answers, unless it is the usual one. */
    MemcachedSettings withTimeout(Duration timeout) {
        if (timeout.equals(DEFAULTS.commandTimeout)) {
            return this;
        }
        Builder builder = new Builder();
        builder.connectTimeout = timeout;
        builder.commandTimeout = timeout;
        builder.maxPendingCommands = maxPendingCommands;
        builder.maxItemBytes = maxItemBytes;
        builder.protocol = protocol;
        builder.locking = locking;
        builder.earlyRefresh = earlyRefresh;
        builder.lockExpire = lockExpire;
        builder.lockWaitMin = lockWaitMin;
        builder.lockWaitMax = lockWaitMax;
        builder.lockRetries = lockRetries;
        builder.login = login;
        return builder.build();
    }

    Optional<MemcachedLogin> login() {
        return login;
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "MemcachedSettings[" + protocol + (login.isPresent() ? ", with a login" : "") + "]";
    }

    /** Builds {@link MemcachedSettings}. Not thread-safe. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(1);
        private Duration commandTimeout = Duration.ofSeconds(1);
        private int maxPendingCommands = 16_384;
        private int maxItemBytes = 1 << 20;
        private MemcachedProtocol protocol = MemcachedProtocol.TEXT;
        private boolean locking = true;
        private boolean earlyRefresh;
        private Optional<Duration> lockExpire = Optional.empty();
        private Optional<Duration> lockWaitMin = Optional.empty();
        private Optional<Duration> lockWaitMax = Optional.empty();
        private Optional<Integer> lockRetries = Optional.empty();
        private Optional<MemcachedLogin> login = Optional.empty();

        private Builder() {}

        /**
         * Sets {@link MemcachedSettings#connectTimeout()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /**
         * Sets {@link MemcachedSettings#commandTimeout()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder commandTimeout(Duration timeout) {
            this.commandTimeout = positive("commandTimeout", timeout);
            return this;
        }

        /**
         * Sets {@link MemcachedSettings#maxPendingCommands()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder maxPendingCommands(int commands) {
            this.maxPendingCommands = atLeast(1, "maxPendingCommands", commands);
            return this;
        }

        /**
         * Sets {@link MemcachedSettings#maxItemBytes()}.
         *
         * @throws SessionConfigurationException if less than 1,024
         */
        public Builder maxItemBytes(int bytes) {
            this.maxItemBytes = atLeast(1024, "savehandler.memcached.max_item_bytes", bytes);
            return this;
        }

        /** Sets {@link MemcachedSettings#protocol()}. */
        public Builder protocol(MemcachedProtocol protocol) {
            this.protocol = Objects.requireNonNull(protocol, "protocol");
            return this;
        }

        /** Sets {@link MemcachedSettings#locking()}. */
        public Builder locking(boolean locking) {
            this.locking = locking;
            return this;
        }

        /** Sets {@link MemcachedSettings#earlyRefresh()}. */
        public Builder earlyRefresh(boolean earlyRefresh) {
            this.earlyRefresh = earlyRefresh;
            return this;
        }

        /**
         * Sets {@link MemcachedSettings#lockExpire()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder lockExpire(Duration expire) {
            this.lockExpire = Optional.of(positive("lockExpire", expire));
            return this;
        }

        /**
         * Sets {@link MemcachedSettings#lockWaitMin()} and {@link MemcachedSettings#lockWaitMax()}.
         *
         * @throws SessionConfigurationException if one is not positive
         */
        public Builder lockWait(Duration min, Duration max) {
            this.lockWaitMin = Optional.of(positive("memcached.sess_lock_wait_min", min));
            this.lockWaitMax = Optional.of(positive("memcached.sess_lock_wait_max", max));
            return this;
        }

        /**
         * Sets {@link MemcachedSettings#lockRetries()}.
         *
         * @throws SessionConfigurationException if negative
         */
        public Builder lockRetries(int retries) {
            this.lockRetries = Optional.of(atLeast(0, "memcached.sess_lock_retries", retries));
            return this;
        }

        /**
         * Logs in to every server by SASL's mechanism PLAIN, which makes the protocol the binary one; PHP's {@code
         * memcached.sess_sasl_username} and {@code memcached.sess_sasl_password}.
         */
        public Builder login(String user, String password) {
            this.login = Optional.of(new MemcachedLogin(
                    Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password")));
            return this;
        }

        /** Returns the settings. */
        public MemcachedSettings build() {
            return new MemcachedSettings(this);
        }

        private static Duration positive(String name, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new SessionConfigurationException(name, "must be positive, not " + duration);
            }
            return duration;
        }

        private static int atLeast(int least, String name, int number) {
            if (number < least) {
                throw new SessionConfigurationException(name, "must be " + least + " or more, not " + number);
            }
            return number;
        }
    }
}
