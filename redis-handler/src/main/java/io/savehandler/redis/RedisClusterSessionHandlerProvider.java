package io.savehandler.redis;

import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.util.Set;

/**
 * Brings {@code session.save_handler = rediscluster}: phpredis's name for a Redis Cluster, with the same settings as {@code
 * redis}. The save path is its own, {@code seed[]=host:port&seed[]=host:port}.
 */
public final class RedisClusterSessionHandlerProvider implements SessionHandlerProvider {
    private final RedisSessionHandlerProvider redis = new RedisSessionHandlerProvider();

    /** For {@link java.util.ServiceLoader}. */
    public RedisClusterSessionHandlerProvider() {}

    @Override
    public String name() {
        return "rediscluster";
    }

    @Override
    public Set<String> settings() {
        return redis.settings();
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        return redis.create(config);
    }
}
