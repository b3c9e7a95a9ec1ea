package io.savehandler.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;

/** A connection that was made: to one server, or to all of a cluster. Thread-safe. */
record RedisWire(StatefulConnection<byte[], byte[]> connection, RedisClusterAsyncCommands<byte[], byte[]> commands) {

    static RedisWire to(StatefulRedisConnection<byte[], byte[]> server) {
        return new RedisWire(server, server.async());
    }

    static RedisWire to(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return new RedisWire(cluster, cluster.async());
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    CompletableFuture<Void> close() {
        return connection.closeAsync();
    }
}
