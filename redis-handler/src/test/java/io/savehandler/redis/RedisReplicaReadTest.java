package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reads from a replica: the replicas say something else than the master. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisReplicaReadTest {
    private static final String ID = "copycopycopycopycopycopycopycopy";
    private static final String KEY = "PHPREDIS_SESSION:" + ID;
    private static final String ON_MASTER_ONLY = "onceonceonceonceonceonceonceonce";
    private static final HandlerContext READING =
            HandlerContext.builder().readOnly(true).build();
    private static final HandlerContext MERGING =
            HandlerContext.builder().locking(false).build();
    private static final RedisSettings SETTINGS = RedisSettings.builder()
            .readFromReplicas(true)
            .commandTimeout(Duration.ofSeconds(10))
            .build();

    private final RealRedisSentinels redis = RealRedisSentinels.start();
    private final List<RealRedis> replicas = redis.nodes().subList(1, 3);
    private final RedisSessionHandlerFactory factory = factory(redis.sentinels().stream()
            .map(sentinel -> "127.0.0.1:" + sentinel.port())
            .collect(Collectors.joining(",", "redis-sentinel://", "?master=" + redis.masterName())));

    @BeforeEach
    void copiesDiffer() {
        try (RedisDoor door = redis.master().door()) {
            door.set(KEY, bytes("master"), "EX", "1000");
            door.set("PHPREDIS_SESSION:" + ON_MASTER_ONLY, bytes("master"), "EX", "1000");
            assertThat(door.call("WAIT", "2", "30000")).isEqualTo("2");
        }
        for (RealRedis replica : replicas) {
            try (RedisDoor door = replica.door()) {
                door.call("CONFIG", "SET", "replica-read-only", "no");
                door.set(KEY, bytes("replica"), "EX", "1000");
                door.call("DEL", "PHPREDIS_SESSION:" + ON_MASTER_ONLY);
            }
        }
        assertThat(read(READING, ID))
                .as("who has no connection to a replica yet")
                .isEqualTo("master");
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!read(READING, ID).equals("replica")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @AfterEach
    void stop() {
        factory.close();
        redis.close();
    }

    @Test
    void onlyWhoOnlyReads() {
        assertThat(read(READING, ID)).isEqualTo("replica");
        assertThat(read(MERGING, ID)).isEqualTo("master");
        assertThat(read(HandlerContext.defaults(), ID)).isEqualTo("master");
    }

    @Test
    void whatAReplicaLacksTheMasterIsAsked() {
        assertThat(read(READING, ON_MASTER_ONLY)).isEqualTo("master");
        assertThat(read(READING, "none")).isEmpty();
    }

    @Test
    void aReplicaThatHasLostItsMasterIsNotBelieved() {
        for (RealRedis replica : replicas) {
            try (RedisDoor door = replica.door()) {
                door.call("REPLICAOF", "127.0.0.1", "1");
            }
        }
        assertThat(read(READING, ID)).isEqualTo("master");
    }

    @Test
    void withoutReplicasTheMasterAnswers() {
        replicas.forEach(RealRedis::kill);
        assertThat(read(READING, ID)).isEqualTo("master");
    }

    @Test
    void aServerWhoseReplicasNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> factory("tcp://127.0.0.1"))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("savehandler.redis.read_from_replicas");
    }

    private static RedisSessionHandlerFactory factory(String savePath) {
        return RedisSessionHandlerFactory.builder()
                .savePath(savePath)
                .settings(SETTINGS)
                .build();
    }

    private String read(HandlerContext context, String id) {
        try (SessionHandler handler = factory.newHandler(context)) {
            handler.open("", "PHPSESSID");
            return new String(handler.read(id), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
