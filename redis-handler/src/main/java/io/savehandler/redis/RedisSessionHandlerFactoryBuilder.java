package io.savehandler.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.savehandler.SessionConfigurationException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds {@link RedisSessionHandlerFactory}. Not thread-safe. */
public final class RedisSessionHandlerFactoryBuilder {
    private String savePath = "";
    private RedisSettings settings = RedisSettings.defaults();
    private String prefix = RedisKeys.PHP_PREFIX;
    private @Nullable RedisClient client;
    private @Nullable RedisURI uri;

    RedisSessionHandlerFactoryBuilder() {}

    /** Sets PHP's {@code session.save_path}; see {@link RedisSessionHandlerFactory#connect}. */
    public RedisSessionHandlerFactoryBuilder savePath(String savePath) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        return this;
    }

    /** Sets time-outs and locking. */
    public RedisSessionHandlerFactoryBuilder settings(RedisSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Uses a client of the application's instead of a save path; it is not closed.
     *
     * @param client has {@code autoReconnect(false)} in its options: a client that reconnects by itself sends again what was
     *     on its way, and a write would happen twice. This library reconnects when it has to
     * @param uri where the server is, and how to log in
     */
    public RedisSessionHandlerFactoryBuilder client(RedisClient client, RedisURI uri) {
        this.client = Objects.requireNonNull(client, "client");
        this.uri = Objects.requireNonNull(uri, "uri");
        return this;
    }

    /** Sets what comes before the id in a key, where a {@link #client} is used; a save path has its own parameter. */
    public RedisSessionHandlerFactoryBuilder prefix(String prefix) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /**
     * Returns a factory with what was set so far.
     *
     * @throws SessionConfigurationException if the save path is none, if both or none of save path and client are given, if the
     *     client reconnects by itself, or if replicas are to be read from that nobody knows
     */
    public RedisSessionHandlerFactory build() {
        return client == null || uri == null ? ofSavePath() : ofClient(client, uri);
    }

    private RedisSessionHandlerFactory ofSavePath() {
        List<RedisServerAddress> addresses = RedisSavePath.parse(savePath);
        RedisClients clients = RedisClients.open(settings);
        try {
            return new RedisSessionHandlerFactory(savePath, settings, topology(addresses, clients), clients::close);
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    private static RedisTopology topology(List<RedisServerAddress> addresses, RedisClients clients) {
        if (addresses.size() == 1) {
            RedisServer server = clients.server(addresses.get(0));
            return addresses.get(0).isCluster() ? new RedisCluster(server) : new RedisSingle(server);
        }
        return new RedisPool(addresses.stream()
                .map(address -> new RedisPool.Member(clients.server(address), address.weight()))
                .toList());
    }

    private RedisSessionHandlerFactory ofClient(RedisClient own, RedisURI where) {
        if (!savePath.isEmpty()) {
            throw new SessionConfigurationException("session.save_path", "must stay empty where a client is given");
        }
        if (own.getOptions().isAutoReconnect()) {
            throw new SessionConfigurationException(
                    "client", "its options must have autoReconnect(false), or it would send writes twice");
        }
        RedisServer server = new RedisServer(
                "tcp://" + where.getHost() + ":" + where.getPort(),
                RedisKeys.of(prefix),
                RedisClients.routes(own, where, RedisServerAddress.USUAL_PAUSE, settings),
                settings.connectTimeout(),
                settings.commandTimeout(),
                settings);
        return new RedisSessionHandlerFactory("", settings, new RedisSingle(server), () -> {});
    }
}
