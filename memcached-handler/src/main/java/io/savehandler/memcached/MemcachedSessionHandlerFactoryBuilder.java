package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import java.util.List;
import java.util.Objects;

/** Builds a {@link MemcachedSessionHandlerFactory} that does as PHP's extension {@code memcached}. Not thread-safe. */
public final class MemcachedSessionHandlerFactoryBuilder {
    private String savePath = "";
    private MemcachedSettings settings = MemcachedSettings.defaults();
    private String prefix = MemcachedKeys.PHP_PREFIX;
    private Distribution distribution = Distribution.KETAMA;
    private int replicas;

    MemcachedSessionHandlerFactoryBuilder() {}

    /** Sets PHP's {@code session.save_path}; see {@link MemcachedSessionHandlerFactory#connect}. */
    public MemcachedSessionHandlerFactoryBuilder savePath(String savePath) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        return this;
    }

    /** Sets time-outs, locking and the protocol. */
    public MemcachedSessionHandlerFactoryBuilder settings(MemcachedSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /** Sets PHP's {@code memcached.sess_prefix}: what comes before the id in a key; {@code memc.sess.key.} by default. */
    public MemcachedSessionHandlerFactoryBuilder prefix(String prefix) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /** Sets how sessions are distributed among several servers; {@link Distribution#KETAMA} by default. */
    public MemcachedSessionHandlerFactoryBuilder distribution(Distribution distribution) {
        this.distribution = Objects.requireNonNull(distribution, "distribution");
        return this;
    }

    /**
     * Sets PHP's {@code memcached.sess_number_of_replicas}: on how many more servers a session is stored; none by default.
     *
     * @throws SessionConfigurationException if negative
     */
    public MemcachedSessionHandlerFactoryBuilder replicas(int replicas) {
        if (replicas < 0) {
            throw new SessionConfigurationException("memcached.sess_number_of_replicas", "must be 0 or more");
        }
        this.replicas = replicas;
        return this;
    }

    /**
     * Returns a factory with what was set so far.
     *
     * @throws SessionConfigurationException if the save path is none, or the prefix is not one that PHP would use
     */
    public MemcachedSessionHandlerFactory build() {
        List<MemcachedServer> servers = MemcachedSavePath.parse(savePath);
        MemcachedLayout layout = MemcachedLayout.ofMemcached(
                MemcachedKeys.ofMemcached("memcached.sess_prefix", prefix),
                distribution.over(servers),
                replicas,
                servers.size());
        return new MemcachedSessionHandlerFactory(savePath, settings, new MemcachedNodes(layout, servers, settings));
    }
}
