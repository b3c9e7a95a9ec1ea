package io.savehandler.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.protocol.ConnectionIntent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A connection that was made: to one server, or to all of a cluster. Thread-safe.
 *
 * @param commands finds the right node of a cluster by itself
 * @param nodes the one node of a cluster that a key belongs to
 * @param all every node that sessions can be changed at
 */
record RedisWire(
        StatefulConnection<byte[], byte[]> connection,
        RedisClusterAsyncCommands<byte[], byte[]> commands,
        Function<byte[], CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>>> nodes,
        Supplier<List<CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>>>> all) {

    static RedisWire to(StatefulRedisConnection<byte[], byte[]> server) {
        return new RedisWire(
                server,
                server.async(),
                key -> completedFuture(server.async()),
                () -> List.of(completedFuture(server.async())));
    }

    static RedisWire to(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return new RedisWire(cluster, cluster.async(), key -> node(cluster, key), () -> masters(cluster));
    }

    /** Goes to one of a master's replicas instead of the master. */
    static RedisWire toReplicas(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return new RedisWire(cluster, cluster.async(), key -> replica(cluster, key), List::of);
    }

    /** Commands that go over one and the same connection, to whoever is in charge of a key. */
    CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> at(byte[] key) {
        return nodes.apply(key);
    }

    List<CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>>> masters() {
        return all.get();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    CompletableFuture<Void> close() {
        return connection.closeAsync();
    }

    private static List<CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>>> masters(
            StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return cluster.getPartitions().stream()
                .filter(node -> !node.getSlots().isEmpty())
                .map(node -> cluster.getConnectionAsync(node.getNodeId())
                        .<RedisClusterAsyncCommands<byte[], byte[]>>thenApply(StatefulRedisConnection::async))
                .toList();
    }

    private static CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> node(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, byte[] key) {
        RedisClusterNode node = cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        return node == null
                ? CompletableFuture.failedFuture(new RedisException("no node of the cluster serves the slot"))
                : cluster.getConnectionAsync(node.getNodeId()).thenApply(StatefulRedisConnection::async);
    }

    private static CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> replica(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, byte[] key) {
        RedisClusterNode master = cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        List<RedisClusterNode> replicas = cluster.getPartitions().stream()
                .filter(node -> master != null && master.getNodeId().equals(node.getSlaveOf()))
                .filter(node -> !node.is(NodeFlag.FAIL) && !node.is(NodeFlag.EVENTUAL_FAIL))
                .toList();
        if (replicas.isEmpty()) {
            return CompletableFuture.failedFuture(new RedisException("the slot has no replica"));
        }
        RedisClusterNode one = replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()));
        return cluster.getConnectionAsync(one.getNodeId(), ConnectionIntent.READ)
                .thenApply(StatefulRedisConnection::async);
    }
}
