package io.savehandler.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Connects to a cluster as it is now: who holds which slot is asked first, for a failover may be why this is called. */
record RedisClusterLink(
        RedisClusterClient client, Function<StatefulRedisClusterConnection<byte[], byte[]>, RedisWire> wire)
        implements Supplier<CompletionStage<RedisWire>> {
    @Override
    public CompletionStage<RedisWire> get() {
        return client.refreshPartitionsAsync()
                .thenCompose(refreshed -> client.connectAsync(ByteArrayCodec.INSTANCE))
                .thenApply(wire);
    }
}
