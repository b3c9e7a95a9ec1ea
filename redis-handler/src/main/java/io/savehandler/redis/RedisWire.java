package io.savehandler.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.protocol.ConnectionIntent;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * A connection that was made: to one server, or to all of a cluster. Thread-safe.
 *
 * @param sender finds the right node of a cluster by itself, once that is connected to
 * @param nodes the one node of a cluster that a key belongs to
 * @param masters every node that sessions can be changed at; each is connected to from the beginning
 */
record RedisWire(
        StatefulConnection<byte[], byte[]> connection,
        RedisSender sender,
        Function<byte[], CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> nodes,
        List<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> masters) {

    static RedisWire to(StatefulRedisConnection<byte[], byte[]> server) {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> only = completedFuture(server);
        return new RedisWire(server, RedisSender.of(server.async()), key -> only, List.of(only));
    }

    static RedisWire to(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        List<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> masters = cluster.getPartitions().stream()
                .filter(node -> !node.getSlots().isEmpty())
                .map(node -> node(cluster, node))
                .toList();
        return new RedisWire(cluster, RedisSender.of(cluster.async()), key -> master(cluster, key), masters);
    }

    /** Goes to one of a master's replicas instead of the master. */
    static RedisWire toReplicas(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return new RedisWire(cluster, RedisSender.of(cluster.async()), key -> replica(cluster, key), List.of());
    }

    /** The connection to whoever is in charge of a key; it may have been lost. */
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> node(byte[] key) {
        try {
            return nodes.apply(key);
        } catch (RuntimeException e) {
            // The driver says so in several ways when somebody else closes all of this meanwhile.
            return CompletableFuture.failedFuture(isOpen() ? e : new ClosedChannelException());
        }
    }

    /** Whether there is a connection to whoever is in charge of a key. */
    boolean isReady(byte[] key) {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> node = node(key);
        return node.isDone() && !node.isCompletedExceptionally() && node.join().isOpen();
    }

    boolean isCluster() {
        return connection instanceof StatefulRedisClusterConnection;
    }

    /** Who in a cluster is in charge of a key: a node, or a slot where there is none. Empty without a cluster. */
    String nodeName(byte[] key) {
        if (masters.isEmpty() || !(connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster)) {
            return "";
        }
        int slot = SlotHash.getSlot(key);
        RedisClusterNode node = cluster.getPartitions().getMasterBySlot(slot);
        return node == null ? "slot " + slot : name(node.getUri());
    }

    static String name(RedisURI node) {
        return "node " + node.getHost() + ":" + node.getPort();
    }

    /** Commands that go over one and the same connection, to whoever is in charge of a key. */
    CompletableFuture<RedisSender> at(byte[] key) {
        return node(key).thenApply(this::over);
    }

    /** The same to the node of a cluster that another one has named when it sent a command on. */
    CompletableFuture<RedisSender> at(RedisRedirection named) {
        if (!(connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster)) {
            return CompletableFuture.failedFuture(new RedisException("sent on by a server that is no cluster's"));
        }
        return cluster.getConnectionAsync(named.host(), named.port()).thenApply(this::over);
    }

    private RedisSender over(StatefulRedisConnection<byte[], byte[]> node) {
        return new RedisSender(node.async(), false, sender.inFull());
    }

    /** The same connection, where scripts are sent as text. */
    RedisWire withScriptsInFull() {
        return new RedisWire(connection, sender.withScriptsInFull(), nodes, masters);
    }

    /** Whether some node of a cluster is still being connected to. */
    boolean isIncomplete() {
        return !masters.stream().allMatch(CompletableFuture::isDone);
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    CompletableFuture<Void> close() {
        return connection.closeAsync();
    }

    private static CompletableFuture<StatefulRedisConnection<byte[], byte[]>> master(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, byte[] key) {
        RedisClusterNode node = cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
        return node == null
                ? CompletableFuture.failedFuture(new RedisException("no node of the cluster serves the slot"))
                : node(cluster, node);
    }

    /** The connection that the cluster's own commands take: they ask for it by address, too. */
    private static CompletableFuture<StatefulRedisConnection<byte[], byte[]>> node(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, RedisClusterNode node) {
        return cluster.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort());
    }

    private static CompletableFuture<StatefulRedisConnection<byte[], byte[]>> replica(
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
        return cluster.getConnectionAsync(one.getNodeId(), ConnectionIntent.READ);
    }
}
