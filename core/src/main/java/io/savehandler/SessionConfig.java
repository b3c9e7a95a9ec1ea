package io.savehandler;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of the session engine, under PHP's names and with PHP's built-in defaults, except where PHP's default is unsafe
 * today: strict mode, {@code HttpOnly}, {@code SameSite=Lax}, {@code Secure} and locking are on. Immutable.
 *
 * <p>Three doors from text, {@link #from(Map)}, {@link #fromProperties(Path)} and {@link #fromIni(String)}, and
 * {@link #builder()} from code.
 */
public final class SessionConfig {
    private static final SessionConfig DEFAULTS = builder().build();

    private final String saveHandler;
    private final String savePath;
    private final String serializeHandler;
    private final CookieSettings cookie;
    private final boolean useCookies;
    private final SessionIdPolicy ids;
    private final boolean useStrictMode;
    private final boolean lazyWrite;
    private final long gcProbability;
    private final long gcDivisor;
    private final Duration gcMaxLifetime;
    private final Optional<Duration> absoluteLifetime;
    private final Duration touchInterval;
    private final CacheLimiter cacheLimiter;
    private final Duration cacheExpire;
    private final boolean locking;
    private final LockSettings lock;
    private final int maxSessionBytes;
    private final Map<String, String> handlerSettings;

    private SessionConfig(SessionConfigBuilder builder) {
        this.saveHandler = builder.saveHandler;
        this.savePath = builder.savePath;
        this.serializeHandler = builder.serializeHandler;
        this.cookie = builder.cookie;
        this.useCookies = builder.useCookies;
        this.ids = builder.ids;
        this.useStrictMode = builder.useStrictMode;
        this.lazyWrite = builder.lazyWrite;
        this.gcProbability = builder.gcProbability;
        this.gcDivisor = builder.gcDivisor;
        this.gcMaxLifetime = builder.gcMaxLifetime;
        this.absoluteLifetime = builder.absoluteLifetime;
        this.touchInterval = builder.touchInterval;
        this.cacheLimiter = builder.cacheLimiter;
        this.cacheExpire = builder.cacheExpire;
        this.locking = builder.locking;
        this.lock = builder.lock;
        this.maxSessionBytes = builder.maxSessionBytes;
        this.handlerSettings = Map.copyOf(builder.handlerSettings);
    }

    /** The settings that hold where nothing is set. */
    public static SessionConfig defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with {@link #defaults()}. */
    public static SessionConfigBuilder builder() {
        return new SessionConfigBuilder();
    }

    /**
     * Reads settings from names and values, for example {@code session.gc_maxlifetime} and {@code 3600}.
     *
     * @throws SessionConfigurationException for a name that nobody knows or a value that cannot be used
     */
    public static SessionConfig from(Map<String, String> settings) {
        return new SettingsReader(SettingsReader.UnknownNames.REFUSED).read(settings);
    }

    /**
     * Reads a properties file (UTF-8) with the names of {@link #from(Map)}.
     *
     * @throws IOException if the file cannot be read
     * @throws SessionConfigurationException for a name that nobody knows or a value that cannot be used
     */
    public static SessionConfig fromProperties(Path file) throws IOException {
        return from(SettingsReader.properties(file));
    }

    /**
     * Reads the text of a {@code php.ini} or a part of one. Directives that have nothing to do with sessions are skipped.
     *
     * @throws SessionConfigurationException for an unknown {@code session.} or {@code savehandler.} directive, a value that
     *     cannot be used, or text that PHP would not read as it stands
     */
    public static SessionConfig fromIni(String text) {
        return new SettingsReader(SettingsReader.UnknownNames.SKIPPED_OUTSIDE_OUR_PREFIXES)
                .read(new IniText(text).parse());
    }

    /** {@code session.save_handler}, in lower case; {@code files} by default. */
    public String saveHandler() {
        return saveHandler;
    }

    /** {@code session.save_path}; empty by default, and then the handler's own default. May hold a password. */
    public String savePath() {
        return savePath;
    }

    /** {@code session.serialize_handler}, in lower case; {@code php} by default. */
    public String serializeHandler() {
        return serializeHandler;
    }

    /** {@code session.name} and {@code session.cookie_*}. */
    public CookieSettings cookie() {
        return cookie;
    }

    /** {@code session.use_cookies}: whether the id travels in a cookie at all; true by default. */
    public boolean useCookies() {
        return useCookies;
    }

    /** {@code session.sid_length} and {@code session.sid_bits_per_character}. */
    public SessionIdPolicy ids() {
        return ids;
    }

    /** {@code session.use_strict_mode}: ids that the store does not know are replaced; true by default (PHP: false). */
    public boolean useStrictMode() {
        return useStrictMode;
    }

    /** {@code session.lazy_write}: unchanged data is not written, only its lifetime begins anew; true by default. */
    public boolean lazyWrite() {
        return lazyWrite;
    }

    /** {@code session.gc_probability}: chances in {@link #gcDivisor()} that a start runs gc; 1 by default, 0 never. */
    public long gcProbability() {
        return gcProbability;
    }

    /** {@code session.gc_divisor}; 100 by default. */
    public long gcDivisor() {
        return gcDivisor;
    }

    /** {@code session.gc_maxlifetime}: how long a session lives after its last write; 1440 s by default. */
    public Duration gcMaxLifetime() {
        return gcMaxLifetime;
    }

    /**
     * {@code savehandler.absolute_lifetime}: how long a session may live after its first save, however much it is used;
     * empty by default, for no bound.
     */
    public Optional<Duration> absoluteLifetime() {
        return absoluteLifetime;
    }

    /**
     * {@code savehandler.touch_interval}: by how much the expiry of an unchanged session must move for the store to be
     * written; zero by default, and then each request moves it, as PHP does.
     */
    public Duration touchInterval() {
        return touchInterval;
    }

    /** {@code session.cache_limiter}: which caching headers a start sends; {@code nocache} by default. */
    public CacheLimiter cacheLimiter() {
        return cacheLimiter;
    }

    /** {@code session.cache_expire}: for how long a page may be cached, where it may; 180 minutes by default. */
    public Duration cacheExpire() {
        return cacheExpire;
    }

    /** {@code savehandler.locking}: whether a writable session is locked while it is open; true by default. */
    public boolean locking() {
        return locking;
    }

    /** {@code savehandler.lock.*}: how locks are waited for and held. */
    public LockSettings lock() {
        return lock;
    }

    /** {@code savehandler.max_session_bytes}: the largest session that is read or saved; 16 MiB by default. */
    public int maxSessionBytes() {
        return maxSessionBytes;
    }

    /**
     * A setting that a {@link SessionHandlerProvider} named in {@link SessionHandlerProvider#settings()}.
     *
     * @param name the full name
     * @return its value as text, empty where it is not set
     */
    public Optional<String> handlerSetting(String name) {
        return Optional.ofNullable(handlerSettings.get(Objects.requireNonNull(name, "name")));
    }

    /** A builder that starts with these settings. */
    public SessionConfigBuilder toBuilder() {
        SessionConfigBuilder builder = new SessionConfigBuilder();
        builder.saveHandler = saveHandler;
        builder.savePath = savePath;
        builder.serializeHandler = serializeHandler;
        builder.cookie = cookie;
        builder.useCookies = useCookies;
        builder.ids = ids;
        builder.useStrictMode = useStrictMode;
        builder.lazyWrite = lazyWrite;
        builder.gcProbability = gcProbability;
        builder.gcDivisor = gcDivisor;
        builder.gcMaxLifetime = gcMaxLifetime;
        builder.absoluteLifetime = absoluteLifetime;
        builder.touchInterval = touchInterval;
        builder.cacheLimiter = cacheLimiter;
        builder.cacheExpire = cacheExpire;
        builder.locking = locking;
        builder.lock = lock;
        builder.maxSessionBytes = maxSessionBytes;
        builder.handlerSettings.putAll(handlerSettings);
        return builder;
    }

    /** Which handler and format; no save path, for it may hold a password. */
    @Override
    public String toString() {
        return "SessionConfig[" + saveHandler + ", " + serializeHandler + "]";
    }

    static SessionConfig of(SessionConfigBuilder builder) {
        return new SessionConfig(builder);
    }
}
