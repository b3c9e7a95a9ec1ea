package io.savehandler.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The driver's clients of one factory, set up so that nothing is ever sent twice. Closes what it opened. Thread-safe. */
final class RedisClients implements AutoCloseable {
    private static final long SHUTDOWN_MILLIS = 2_000;

    private final RedisSettings settings;
    private final ClientResources resources;
    private final List<RedisClient> opened = new ArrayList<>();

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
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options(address));
        opened.add(client);
        RedisURI uri = address.uri(settings);
        return new RedisServer(address, link(client, uri, address.retryInterval()), settings);
    }

    static RedisLink link(RedisClient client, RedisURI uri, Duration pause) {
        Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> connector =
                () -> client.connectAsync(ByteArrayCodec.INSTANCE, uri);
        RedisLink.Timer timer = (task, nanos, unit) -> {
            Future<?> unused = client.getResources().eventExecutorGroup().schedule(task, nanos, unit);
        };
        return new RedisLink(connector, timer, pause);
    }

    private ClientOptions options(RedisServerAddress address) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .requestQueueSize(settings.maxPendingCommands())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(address.connectTimeout(settings))
                        .keepAlive(true)
                        .build());
        if (address.isTls()) {
            options.sslOptions(address.tls().options());
        }
        return options.build();
    }

    @Override
    public void close() {
        opened.forEach(client -> client.shutdown(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS));
        Future<?> ended = resources.shutdown(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        ended.awaitUninterruptibly(SHUTDOWN_MILLIS);
    }
}
