package io.savehandler.memcached;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Brings {@code session.save_handler = memcache}, with the settings of PHP's extension of that name. */
public final class MemcacheSessionHandlerProvider implements SessionHandlerProvider {
    private static final String SAVE_PATH = "memcache.session_save_path";
    private static final String PROTOCOL = "memcache.protocol";
    private static final String STRATEGY = "memcache.hash_strategy";
    private static final String FUNCTION = "memcache.hash_function";
    private static final String REDUNDANCY = "memcache.session_redundancy";
    private static final String LOCK_TIMEOUT = "memcache.lock_timeout";
    private static final String COMPRESS_THRESHOLD = "memcache.compress_threshold";
    private static final String STATIC_KEY = "memcache.session_prefix_static_key";
    private static final String HOST_KEY = "memcache.session_prefix_host_key";

    private static final Duration PHP_LOCK_TIMEOUT = Duration.ofSeconds(15);

    /** Accepted, and without a meaning here. */
    private static final Set<String> MEANINGLESS = Set.of(
            "memcache.session_prefix_host_key_remove_www",
            "memcache.session_prefix_host_key_remove_subdomain",
            "memcache.allow_failover",
            "memcache.max_failover_attempts",
            "memcache.default_port",
            "memcache.chunk_size",
            "memcache.redundancy");

    /** For {@link java.util.ServiceLoader}. */
    public MemcacheSessionHandlerProvider() {}

    @Override
    public String name() {
        return "memcache";
    }

    /** Those of the extension's that concern sessions, and more under {@code savehandler.memcached.*}. */
    @Override
    public Set<String> settings() {
        return SettingNames.of(
                MEANINGLESS,
                SAVE_PATH,
                PROTOCOL,
                STRATEGY,
                FUNCTION,
                REDUNDANCY,
                LOCK_TIMEOUT,
                COMPRESS_THRESHOLD,
                STATIC_KEY,
                HOST_KEY,
                MemcachedSessionHandlerProvider.COMMAND_TIMEOUT,
                MemcachedSessionHandlerProvider.CONNECT_TIMEOUT,
                MemcachedSessionHandlerProvider.MAX_ITEM_BYTES,
                MemcachedSessionHandlerProvider.EARLY_REFRESH);
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        HandlerSettings php = new HandlerSettings(config);
        if (php.isOn(HOST_KEY)) {
            throw new SessionConfigurationException(
                    HOST_KEY, "is on, and a handler does not know the request's host; use " + STATIC_KEY);
        }
        MemcacheSessionHandlerFactoryBuilder builder = MemcachedSessionHandlerFactory.memcache()
                .savePath(php.text(SAVE_PATH).filter(path -> !path.isEmpty()).orElse(config.savePath()))
                .settings(settings(php))
                .maxSessionBytes(config.maxSessionBytes());
        php.oneOf(STRATEGY, List.of("consistent", "standard"))
                .filter("standard"::equals)
                .ifPresent(name -> builder.hashStrategy(HashStrategy.STANDARD));
        php.oneOf(FUNCTION, List.of("crc32", "fnv"))
                .filter("fnv"::equals)
                .ifPresent(name -> builder.hashFunction(HashFunction.FNV));
        php.number(REDUNDANCY).ifPresent(builder::redundancy);
        php.number(COMPRESS_THRESHOLD).ifPresent(builder::compressThreshold);
        php.text(STATIC_KEY).ifPresent(builder::prefix);
        return builder.build();
    }

    private static MemcachedSettings settings(HandlerSettings php) {
        MemcachedSettings.Builder settings = MemcachedSettings.builder();
        MemcachedSessionHandlerProvider.common(php, settings);
        settings.lockExpire(php.seconds(LOCK_TIMEOUT).orElse(PHP_LOCK_TIMEOUT));
        php.oneOf(PROTOCOL, List.of("ascii", "binary"))
                .filter("binary"::equals)
                .ifPresent(name -> settings.protocol(MemcachedProtocol.BINARY));
        return settings.build();
    }
}
