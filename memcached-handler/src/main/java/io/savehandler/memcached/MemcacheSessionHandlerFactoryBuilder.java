package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Builds a {@link MemcachedSessionHandlerFactory} that does as PHP's extension {@code memcache}. Not thread-safe. */
public final class MemcacheSessionHandlerFactoryBuilder {
    private static final Duration PHP_LOCK_TIMEOUT = Duration.ofSeconds(15);

    private String savePath = "";
    private MemcachedSettings settings =
            MemcachedSettings.builder().lockExpire(PHP_LOCK_TIMEOUT).build();
    private String prefix = "";
    private HashStrategy strategy = HashStrategy.CONSISTENT;
    private HashFunction function = HashFunction.CRC32;
    private int redundancy = 2;
    private int compressThreshold = 20_000;
    private int maxSessionBytes = 16 << 20;

    MemcacheSessionHandlerFactoryBuilder() {}

    /** Sets PHP's {@code session.save_path}: {@code tcp://host:port?weight=1}, with commas between several. */
    public MemcacheSessionHandlerFactoryBuilder savePath(String savePath) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        return this;
    }

    /** Sets time-outs and the protocol; by default a lock lasts 15 s, as in PHP. */
    public MemcacheSessionHandlerFactoryBuilder settings(MemcachedSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /** Sets PHP's {@code memcache.session_prefix_static_key}: what comes before the id in a key; nothing by default. */
    public MemcacheSessionHandlerFactoryBuilder prefix(String prefix) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /** Sets PHP's {@code memcache.hash_strategy}; {@link HashStrategy#CONSISTENT} by default. */
    public MemcacheSessionHandlerFactoryBuilder hashStrategy(HashStrategy strategy) {
        this.strategy = Objects.requireNonNull(strategy, "strategy");
        return this;
    }

    /** Sets PHP's {@code memcache.hash_function}; {@link HashFunction#CRC32} by default. */
    public MemcacheSessionHandlerFactoryBuilder hashFunction(HashFunction function) {
        this.function = Objects.requireNonNull(function, "function");
        return this;
    }

    /**
     * Sets PHP's {@code memcache.session_redundancy}: on how many servers a session is stored; 2 by default.
     *
     * @throws SessionConfigurationException if less than 1
     */
    public MemcacheSessionHandlerFactoryBuilder redundancy(int redundancy) {
        if (redundancy < 1) {
            throw new SessionConfigurationException("memcache.session_redundancy", "must be 1 or more");
        }
        this.redundancy = redundancy;
        return this;
    }

    /**
     * Sets PHP's {@code memcache.compress_threshold}: from how many bytes on a session is compressed; 20,000 by default, 0 for
     * never.
     *
     * @throws SessionConfigurationException if negative
     */
    public MemcacheSessionHandlerFactoryBuilder compressThreshold(int bytes) {
        if (bytes < 0) {
            throw new SessionConfigurationException("memcache.compress_threshold", "must be 0 or more");
        }
        this.compressThreshold = bytes;
        return this;
    }

    /** Sets how long a compressed session may become again; 16 MiB by default. */
    public MemcacheSessionHandlerFactoryBuilder maxSessionBytes(int bytes) {
        this.maxSessionBytes = bytes;
        return this;
    }

    /**
     * Returns a factory with what was set so far. The save path's {@code timeout}, where it differs from a second, takes
     * precedence over the settings' time-outs; of several the smallest holds, as in PHP.
     *
     * @throws SessionConfigurationException if the save path is none, or the prefix would not make a key
     */
    public MemcachedSessionHandlerFactory build() {
        List<MemcacheSavePath.Entry> entries = MemcacheSavePath.parse(savePath);
        List<MemcachedServer> servers =
                entries.stream().map(MemcacheSavePath.Entry::server).toList();
        MemcachedLayout layout = MemcachedLayout.ofMemcache(
                MemcachedKeys.ofMemcache("memcache.session_prefix_static_key", prefix),
                Copies.byAttempts(strategy.over(servers, function), redundancy, servers.size()),
                MemcachedValues.compressed(compressThreshold, maxSessionBytes));
        MemcachedSettings timed = settings.withTimeout(timeout(entries));
        return new MemcachedSessionHandlerFactory(savePath, timed, new MemcachedNodes(layout, servers, timed));
    }

    private static Duration timeout(List<MemcacheSavePath.Entry> entries) {
        return entries.stream()
                .map(MemcacheSavePath.Entry::timeout)
                .min(Duration::compareTo)
                .orElseThrow();
    }
}
