package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a cluster each slot's replica is read from by who only reads. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisClusterReplicaReadTest {
    private static final HandlerContext READING =
            HandlerContext.builder().readOnly(true).build();
    private static final HandlerContext MERGING =
            HandlerContext.builder().locking(false).build();
    private static final byte[] DATA = {1, 2, 3};

    private final RealRedisCluster cluster = RealRedisCluster.start();
    private final List<RealRedis> replicas = new ArrayList<>(cluster.nodes());
    private final List<String> ids =
            Stream.generate(SessionIdPolicy.php()::newId).limit(20).toList();
    private final SessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
            .savePath(cluster.nodes().stream()
                    .map(node -> "seed[]=127.0.0.1:" + node.port())
                    .collect(Collectors.joining("&")))
            .settings(RedisSettings.builder().readFromReplicas(true).build())
            .build();

    @AfterEach
    void stop() {
        factory.close();
        cluster.close();
    }

    @Test
    void onlyWhoOnlyReads() {
        replicas.removeAll(cluster.masters());
        for (String id : ids) {
            try (SessionHandler handler = factory.newHandler(MERGING)) {
                handler.open("", "PHPSESSID");
                handler.write(id, DATA);
                assertThat(handler.read(id)).isEqualTo(DATA);
            }
        }
        assertThat(replicas)
                .allSatisfy(replica -> assertThat(questionsTo(replica)).isZero());

        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (replicas.stream().anyMatch(replica -> questionsTo(replica) == 0)) {
            assertThat(System.nanoTime()).isLessThan(end);
            ids.forEach(this::assertRead);
        }

        replicas.forEach(RealRedis::kill);
        ids.forEach(this::assertRead);
    }

    private void assertRead(String id) {
        try (SessionHandler handler = factory.newHandler(READING)) {
            handler.open("", "PHPSESSID");
            assertThat(handler.read(id)).isEqualTo(DATA);
        }
    }

    /** {@code INFO} says {@code cmdstat_get:calls=3,usec=...} once there was one. */
    private static int questionsTo(RealRedis replica) {
        try (RedisDoor door = replica.door()) {
            return door.call("INFO", "commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_get:calls="))
                    .mapToInt(line -> Integer.parseInt(
                            line.replaceAll("[^=]*=([0-9]+),.*", "$1").strip()))
                    .sum();
        }
    }
}
