package io.savehandler.redis;

import io.savehandler.LockSettings;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Brings {@code session.save_handler = redis}, with phpredis's settings. */
public final class RedisSessionHandlerProvider implements SessionHandlerProvider {
    private static final String LOCKING = "redis.session.locking_enabled";
    private static final String LOCK_EXPIRE = "redis.session.lock_expire";
    private static final String LOCK_RETRIES = "redis.session.lock_retries";
    private static final String LOCK_WAIT_TIME = "redis.session.lock_wait_time";
    private static final String LOCK_FAILURE_READONLY = "redis.session.lock_failure_readonly";
    private static final String LOCK_RELEASE_CMD = "redis.session.lock_release_cmd";
    private static final Set<String> RELEASES = Set.of("", "eval", "delex", "delifeq");
    private static final String EARLY_REFRESH = "redis.session.early_refresh";
    private static final String COMPRESSION = "redis.session.compression";
    private static final String COMPRESSION_LEVEL = "redis.session.compression_level";
    private static final String CONNECT_TIMEOUT = "savehandler.redis.connect_timeout";
    private static final String COMMAND_TIMEOUT = "savehandler.redis.command_timeout";
    private static final String WAIT_REPLICAS = "savehandler.redis.wait_replicas";
    private static final String WAIT_TIMEOUT = "savehandler.redis.wait_timeout";
    private static final String WAIT_CONNECTIONS = "savehandler.redis.wait_connections";
    private static final String READ_FROM_REPLICAS = "savehandler.redis.read_from_replicas";
    private static final int PHP_RETRIES = 100;
    private static final long PHP_WAIT_MICROS = 20_000;

    /** For {@link java.util.ServiceLoader}. */
    public RedisSessionHandlerProvider() {}

    @Override
    public String name() {
        return "redis";
    }

    /** phpredis's {@code redis.session.*}, and more under {@code savehandler.redis.*}. */
    @Override
    public Set<String> settings() {
        return Set.of(
                LOCKING,
                LOCK_EXPIRE,
                LOCK_RETRIES,
                LOCK_WAIT_TIME,
                LOCK_FAILURE_READONLY,
                LOCK_RELEASE_CMD,
                EARLY_REFRESH,
                COMPRESSION,
                COMPRESSION_LEVEL,
                CONNECT_TIMEOUT,
                COMMAND_TIMEOUT,
                WAIT_REPLICAS,
                WAIT_TIMEOUT,
                WAIT_CONNECTIONS,
                READ_FROM_REPLICAS);
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        requireLockFailuresKnown(config);
        requireReleaseKnown(config);
        return RedisSessionHandlerFactory.builder()
                .savePath(config.savePath())
                .settings(settings(config))
                .build();
    }

    /** What a start does without the lock is the engine's business, for every store. */
    private static void requireLockFailuresKnown(SessionConfig config) {
        boolean readOnly = config.handlerSetting(LOCK_FAILURE_READONLY)
                .filter(text -> isOn(LOCK_FAILURE_READONLY, text))
                .isPresent();
        if (readOnly && config.lock().onTimeout() != LockSettings.OnTimeout.READ_ONLY) {
            throw new SessionConfigurationException(
                    LOCK_FAILURE_READONLY,
                    "is on, and so must be savehandler.lock.on_timeout=read_only, which does it here");
        }
    }

    /** Locks are given back by a script, which every server knows; commands of newer servers would do the same. */
    private static void requireReleaseKnown(SessionConfig config) {
        String command = config.handlerSetting(LOCK_RELEASE_CMD).orElse("").strip();
        if (!RELEASES.contains(command.toLowerCase(Locale.ROOT))) {
            throw new SessionConfigurationException(
                    LOCK_RELEASE_CMD, "\"" + command + "\" is not accepted; it takes eval, DELEX or DELIFEQ");
        }
    }

    private static RedisSettings settings(SessionConfig config) {
        RedisSettings.Builder settings = RedisSettings.builder();
        config.handlerSetting(LOCKING).ifPresent(text -> settings.locking(isOn(LOCKING, text)));
        number(config, LOCK_EXPIRE)
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> settings.lockExpire(Duration.ofSeconds(seconds)));
        number(config, LOCK_RETRIES)
                .ifPresent(retries -> settings.lockRetries(retries == 0 ? PHP_RETRIES : retries.intValue()));
        number(config, LOCK_WAIT_TIME)
                .map(micros -> micros == 0 ? PHP_WAIT_MICROS : micros)
                .ifPresent(micros -> settings.lockWaitTime(Duration.ofNanos(micros * 1000)));
        millis(config, CONNECT_TIMEOUT).ifPresent(settings::connectTimeout);
        millis(config, COMMAND_TIMEOUT).ifPresent(settings::commandTimeout);
        number(config, WAIT_REPLICAS).map(Long::intValue).ifPresent(settings::replicas);
        millis(config, WAIT_TIMEOUT).ifPresent(settings::replicaTimeout);
        number(config, WAIT_CONNECTIONS).map(Long::intValue).ifPresent(settings::replicaConnections);
        config.handlerSetting(EARLY_REFRESH).ifPresent(text -> settings.earlyRefresh(isOn(EARLY_REFRESH, text)));
        config.handlerSetting(COMPRESSION).ifPresent(text -> settings.compression(compression(text)));
        number(config, COMPRESSION_LEVEL).map(Long::intValue).ifPresent(settings::compressionLevel);
        settings.maxSessionBytes(config.maxSessionBytes());
        config.handlerSetting(READ_FROM_REPLICAS)
                .ifPresent(text -> settings.readFromReplicas(isOn(READ_FROM_REPLICAS, text)));
        return settings.build();
    }

    private static RedisCompression compression(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "none" -> RedisCompression.NONE;
            case "lzf" -> RedisCompression.LZF;
            case "lz4" -> RedisCompression.LZ4;
            case "zstd" -> RedisCompression.ZSTD;
            default ->
                throw new SessionConfigurationException(
                        COMPRESSION, "\"" + text + "\" is not accepted; it takes none, lzf, lz4 or zstd");
        };
    }

    private static Optional<Duration> millis(SessionConfig config, String name) {
        return number(config, name).map(Duration::ofMillis);
    }

    private static Optional<Long> number(SessionConfig config, String name) {
        return config.handlerSetting(name).map(text -> {
            try {
                return Long.valueOf(Integer.parseInt(text.strip()));
            } catch (NumberFormatException e) {
                throw new SessionConfigurationException(name, "takes a whole number, not \"" + text + "\"");
            }
        });
    }

    private static boolean isOn(String name, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> true;
            case "0", "off", "no", "false", "none", "" -> false;
            default ->
                throw new SessionConfigurationException(
                        name, "\"" + text + "\" is not accepted; it takes On or Off (1 or 0)");
        };
    }
}
