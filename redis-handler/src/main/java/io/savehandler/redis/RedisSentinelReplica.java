package io.savehandler.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Connects to one of the replicas that the sentinels take for healthy.
 *
 * @param uri names the sentinels and the master, and says how to log in
 */
record RedisSentinelReplica(RedisClient client, RedisURI uri) implements Supplier<CompletionStage<RedisWire>> {
    @Override
    public CompletionStage<RedisWire> get() {
        return client.connectSentinelAsync(StringCodec.UTF8, uri)
                .thenCompose(this::ask)
                .thenCompose(replica -> client.connectAsync(ByteArrayCodec.INSTANCE, replica))
                .thenApply(RedisWire::to);
    }

    private CompletionStage<RedisURI> ask(StatefulRedisSentinelConnection<String, String> sentinel) {
        return sentinel.async()
                .replicas(uri.getSentinelMasterId())
                .thenApply(this::choose)
                .whenComplete((chosen, failure) -> {
                    CompletionStage<?> unused = sentinel.closeAsync();
                });
    }

    private RedisURI choose(List<Map<String, String>> replicas) {
        List<Map<String, String>> healthy = replicas.stream()
                .filter(replica ->
                        "slave".equals(replica.get("flags")) && "ok".equals(replica.get("master-link-status")))
                .toList();
        if (healthy.isEmpty()) {
            throw new RedisException("the sentinels know no healthy replica");
        }
        Map<String, String> one = healthy.get(ThreadLocalRandom.current().nextInt(healthy.size()));
        RedisURI replica = RedisURI.create(one.get("ip"), Integer.parseInt(one.get("port")));
        replica.setDatabase(uri.getDatabase());
        replica.setTimeout(uri.getTimeout());
        replica.applySsl(uri);
        replica.setCredentialsProvider(uri.getCredentialsProvider());
        return replica;
    }

    @Override
    public String toString() {
        return "RedisSentinelReplica";
    }
}
