package io.savehandler;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Builds a {@link SessionConfig}. Not thread-safe. */
public final class SessionConfigBuilder {
    String saveHandler = "files";
    String savePath = "";
    String serializeHandler = "php";
    CookieSettings cookie = CookieSettings.defaults();
    boolean useCookies = true;
    SessionIdPolicy ids = SessionIdPolicy.php();
    boolean useStrictMode = true;
    boolean lazyWrite = true;
    long gcProbability = 1;
    long gcDivisor = 100;
    Duration gcMaxLifetime = Duration.ofMinutes(24);
    Optional<Duration> absoluteLifetime = Optional.empty();
    Duration touchInterval = Duration.ZERO;
    CacheLimiter cacheLimiter = CacheLimiter.NOCACHE;
    Duration cacheExpire = Duration.ofHours(3);
    boolean locking = true;
    LockSettings lock = LockSettings.defaults();
    int maxSessionBytes = 16 << 20;
    final Map<String, String> handlerSettings = new HashMap<>();

    SessionConfigBuilder() {}

    /** Sets {@link SessionConfig#saveHandler()}; the case does not matter. */
    public SessionConfigBuilder saveHandler(String name) {
        this.saveHandler = name.toLowerCase(Locale.ROOT);
        return this;
    }

    /**
     * Sets {@link SessionConfig#savePath()}.
     *
     * @throws SessionConfigurationException if it holds a NUL character
     */
    public SessionConfigBuilder savePath(String savePath) {
        if (savePath.indexOf('\0') >= 0) {
            throw new SessionConfigurationException("session.save_path", "must not hold a NUL character");
        }
        this.savePath = savePath;
        return this;
    }

    /** Sets {@link SessionConfig#serializeHandler()}; the case does not matter. */
    public SessionConfigBuilder serializeHandler(String name) {
        this.serializeHandler = name.toLowerCase(Locale.ROOT);
        return this;
    }

    /** Sets {@link SessionConfig#cookie()}. */
    public SessionConfigBuilder cookie(CookieSettings cookie) {
        this.cookie = Objects.requireNonNull(cookie, "cookie");
        return this;
    }

    /** Sets {@link SessionConfig#useCookies()}. */
    public SessionConfigBuilder useCookies(boolean useCookies) {
        this.useCookies = useCookies;
        return this;
    }

    /** Sets {@link SessionConfig#ids()}. */
    public SessionConfigBuilder ids(SessionIdPolicy ids) {
        this.ids = Objects.requireNonNull(ids, "ids");
        return this;
    }

    /** Sets {@link SessionConfig#useStrictMode()}. */
    public SessionConfigBuilder useStrictMode(boolean useStrictMode) {
        this.useStrictMode = useStrictMode;
        return this;
    }

    /** Sets {@link SessionConfig#lazyWrite()}. */
    public SessionConfigBuilder lazyWrite(boolean lazyWrite) {
        this.lazyWrite = lazyWrite;
        return this;
    }

    /**
     * Sets {@link SessionConfig#gcProbability()} and {@link SessionConfig#gcDivisor()}.
     *
     * @throws SessionConfigurationException if the probability is negative or the divisor not positive, as in PHP 8.4
     */
    public SessionConfigBuilder gcProbability(long probability, long divisor) {
        if (probability < 0) {
            throw new SessionConfigurationException("session.gc_probability", "must be 0 or more, not " + probability);
        }
        if (divisor <= 0) {
            throw new SessionConfigurationException("session.gc_divisor", "must be 1 or more, not " + divisor);
        }
        this.gcProbability = probability;
        this.gcDivisor = divisor;
        return this;
    }

    /**
     * Sets {@link SessionConfig#gcMaxLifetime()}.
     *
     * @throws SessionConfigurationException unless it is at least one second
     */
    public SessionConfigBuilder gcMaxLifetime(Duration gcMaxLifetime) {
        if (gcMaxLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new SessionConfigurationException(
                    "session.gc_maxlifetime", "must be at least 1 second; a session would expire at once");
        }
        this.gcMaxLifetime = gcMaxLifetime;
        return this;
    }

    /**
     * Sets {@link SessionConfig#absoluteLifetime()}; zero is no bound.
     *
     * @throws SessionConfigurationException if negative, or shorter than a second
     */
    public SessionConfigBuilder absoluteLifetime(Duration absoluteLifetime) {
        if (!absoluteLifetime.isZero() && absoluteLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new SessionConfigurationException(
                    "savehandler.absolute_lifetime", "must be at least 1 second, or 0 for no bound");
        }
        this.absoluteLifetime = Optional.of(absoluteLifetime).filter(bound -> !bound.isZero());
        return this;
    }

    /**
     * Sets {@link SessionConfig#touchInterval()}.
     *
     * @param touchInterval zero or more, and shorter than {@link SessionConfig#gcMaxLifetime()}; a tenth of that saves most
     *     writes and shortens a life by a tenth at most
     * @throws SessionConfigurationException if negative
     */
    public SessionConfigBuilder touchInterval(Duration touchInterval) {
        if (touchInterval.isNegative()) {
            throw new SessionConfigurationException("savehandler.touch_interval", "must be 0s or more");
        }
        this.touchInterval = touchInterval;
        return this;
    }

    /** Sets {@link SessionConfig#cacheLimiter()}. */
    public SessionConfigBuilder cacheLimiter(CacheLimiter cacheLimiter) {
        this.cacheLimiter = Objects.requireNonNull(cacheLimiter, "cacheLimiter");
        return this;
    }

    /** Sets {@link SessionConfig#cacheExpire()}. */
    public SessionConfigBuilder cacheExpire(Duration cacheExpire) {
        this.cacheExpire = Objects.requireNonNull(cacheExpire, "cacheExpire");
        return this;
    }

    /** Sets {@link SessionConfig#locking()}. */
    public SessionConfigBuilder locking(boolean locking) {
        this.locking = locking;
        return this;
    }

    /** Sets {@link SessionConfig#lock()}. */
    public SessionConfigBuilder lock(LockSettings lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
        return this;
    }

    /**
     * Sets {@link SessionConfig#maxSessionBytes()}.
     *
     * @throws SessionConfigurationException if not positive
     */
    public SessionConfigBuilder maxSessionBytes(int maxSessionBytes) {
        if (maxSessionBytes <= 0) {
            throw new SessionConfigurationException("savehandler.max_session_bytes", "must be 1 or more");
        }
        this.maxSessionBytes = maxSessionBytes;
        return this;
    }

    /** Sets what {@link SessionConfig#handlerSetting} answers for a name. */
    public SessionConfigBuilder handlerSetting(String name, String value) {
        handlerSettings.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Returns settings with what was set so far.
     *
     * @throws SessionConfigurationException if the touch interval is not shorter than the lifetime
     */
    public SessionConfig build() {
        if (touchInterval.compareTo(gcMaxLifetime) >= 0) {
            throw new SessionConfigurationException(
                    "savehandler.touch_interval",
                    "must be shorter than session.gc_maxlifetime (" + gcMaxLifetime.toSeconds()
                            + " s), or sessions end while they are used");
        }
        return SessionConfig.of(this);
    }
}
