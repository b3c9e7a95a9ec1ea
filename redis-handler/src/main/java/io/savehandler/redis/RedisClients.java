package io.savehandler.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The driver's clients of one factory, set up so that nothing is ever sent twice. Closes what it opened. Thread-safe. */
final class RedisClients implements AutoCloseable {
    private static final long SHUTDOWN_MILLIS = 2_000;

    private final RedisSettings settings;
    private final ClientResources resources;
    private final List<AbstractRedisClient> opened = new ArrayList<>();

    private RedisClients(RedisSettings settings, ClientResources resources) {
        this.settings = settings;
        this.resources = resources;
    }

    /** Names are resolved by the JDK, as everywhere in the process; Netty's own resolver would leave a socket open. */
    static RedisClients open(RedisSettings settings) {
        ClientResources resources = ClientResources.builder()
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .build();
        return new RedisClients(settings, resources);
    }

    /** A server that is connected to when first needed. */
    RedisServer server(RedisServerAddress address) {
        return new RedisServer(address, address.isCluster() ? toCluster(address) : toServer(address), settings);
    }

    private RedisRoutes toServer(RedisServerAddress address) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options(address, ClientOptions.builder()).build());
        opened.add(client);
        return routes(client, address.uris(settings).get(0), address.retryInterval(), settings);
    }

    private RedisRoutes toCluster(RedisServerAddress address) {
        RedisRestingNodes resting = new RedisRestingNodes(address.retryInterval());
        RedisClusterClient client = new RedisClusterDriver(resources, address.uris(settings), resting);
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        options(address, options);
        // What is kept for a connection that was lost would be sent again elsewhere.
        options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
        client.setOptions(options.build());
        opened.add(client);
        Supplier<RedisLink> masters = () -> new RedisLink(
                new RedisClusterLink(client, RedisWire::to), timer(resources), address.retryInterval(), resting);
        Supplier<RedisLink> replicas = () -> new RedisLink(
                new RedisClusterLink(client, RedisWire::toReplicas), timer(resources), address.retryInterval());
        return new RedisRoutes(masters, settings.readFromReplicas() ? Optional.of(replicas) : Optional.empty(), true);
    }

    /**
     * The ways to the server of a client.
     *
     * @throws SessionConfigurationException if replicas are to be read from and no sentinels know them
     */
    static RedisRoutes routes(RedisClient client, RedisURI uri, Duration pause, RedisSettings settings) {
        RedisLink.Timer timer = timer(client.getResources());
        Supplier<RedisLink> master = () -> new RedisLink(
                () -> client.connectAsync(ByteArrayCodec.INSTANCE, uri).thenApply(RedisWire::to), timer, pause);
        boolean sentinels = uri.getSentinelMasterId() != null;
        if (!settings.readFromReplicas()) {
            return new RedisRoutes(master, Optional.empty(), sentinels);
        }
        if (!sentinels) {
            throw new SessionConfigurationException(
                    "savehandler.redis.read_from_replicas",
                    "needs someone who knows the replicas: a save path with redis-sentinel:// or a cluster's seed[]");
        }
        return new RedisRoutes(
                master, Optional.of(() -> new RedisLink(new RedisSentinelReplica(client, uri), timer, pause)), true);
    }

    private static RedisLink.Timer timer(ClientResources resources) {
        return (task, nanos, unit) -> {
            Future<?> unused = resources.eventExecutorGroup().schedule(task, nanos, unit);
        };
    }

    private ClientOptions.Builder options(RedisServerAddress address, ClientOptions.Builder options) {
        options.autoReconnect(false)
                .requestQueueSize(settings.maxPendingCommands())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(address.connectTimeout(settings))
                        .keepAlive(true)
                        .build());
        if (address.isTls()) {
            options.sslOptions(address.tls().options());
        }
        return options;
    }

    @Override
    public void close() {
        opened.forEach(client -> client.shutdown(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS));
        Future<?> ended = resources.shutdown(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        ended.awaitUninterruptibly(SHUTDOWN_MILLIS);
    }
}
