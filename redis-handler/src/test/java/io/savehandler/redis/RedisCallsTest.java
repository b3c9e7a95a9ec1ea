package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RedisCallsTest {
    private static final byte[] KEY = "PHPREDIS_CLUSTER_SESSION:anid".getBytes(StandardCharsets.UTF_8);

    private static Partitions allSlotsAt(int port) {
        return ClusterPartitionParser.parse(
                "aa%1$d 127.0.0.1:%1$d@1%1$d myself,master - 0 0 1 connected 0-16383\n".formatted(port));
    }

    /** Says where the slots are; nothing is sent over it. */
    @SuppressWarnings("unchecked")
    private static StatefulRedisClusterConnection<byte[], byte[]> cluster(Supplier<Partitions> partitions) {
        return (StatefulRedisClusterConnection<byte[], byte[]>) Proxy.newProxyInstance(
                RedisCallsTest.class.getClassLoader(),
                new Class<?>[] {StatefulRedisClusterConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isOpen" -> true;
                    case "getPartitions" -> partitions.get();
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    default -> null;
                });
    }

    /** A real cluster fails over between two of these lines only now and then. */
    @Test
    void whoHasTakenOverMeanwhileIsNotToBlameForWhoDidNotAnswer() {
        AtomicReference<Partitions> partitions = new AtomicReference<>(allSlotsAt(7001));
        StatefulRedisClusterConnection<byte[], byte[]> cluster = cluster(partitions::get);
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting = new CompletableFuture<>();
        RedisWire wire =
                new RedisWire(cluster, RedisSender.of(cluster.async()), key -> connecting, List.of(connecting));
        RedisLink link = new RedisLink(
                () -> CompletableFuture.completedFuture(wire), (task, nanos, unit) -> {}, Duration.ofMinutes(1));
        RedisCalls calls =
                new RedisCalls(link, new RedisFailures("cluster"), Duration.ofSeconds(1), Duration.ofSeconds(1));

        CompletionStage<byte[]> sent = calls.send(KEY, open -> CompletableFuture.completedFuture(KEY));
        partitions.set(allSlotsAt(7002));
        connecting.completeExceptionally(new RedisConnectionException("Connection initialization timed out"));

        assertThat(sent.toCompletableFuture()).isCompletedExceptionally();
        assertThat(link.resting().isDoubtful("node 127.0.0.1:7001")).isTrue();
        assertThat(link.resting().isDoubtful("node 127.0.0.1:7002")).isFalse();
    }
}
