package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionUnconfirmedException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
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

/** A change counts once a replica of its master has it, whichever master of a cluster that is. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisClusterConfirmationTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final int MANY = 50;

    private final RealRedisCluster cluster = RealRedisCluster.start();
    private final List<RealRedis> replicas = cluster.nodes().stream()
            .filter(node -> !cluster.masters().contains(node))
            .toList();
    private final SessionHandlerFactory factory = factory("");

    @BeforeEach
    void replicasSpeakForThemselves() {
        assertThat(replicas).hasSize(3);
    }

    @AfterEach
    void stop() {
        factory.close();
        cluster.close();
    }

    @Test
    void whatIsSavedIsOnAReplica() {
        List<RedisDoor> doors = replicas.stream().map(RealRedis::door).toList();
        doors.forEach(door -> door.call("READONLY"));
        for (int i = 0; i < MANY; i++) {
            String id = SessionIdPolicy.php().newId();
            save(id);
            assertThat(doors)
                    .filteredOn(door -> door.call("KEYS", "*").contains(id))
                    .hasSize(1);
        }
        doors.forEach(RedisDoor::close);
    }

    @Test
    void withoutReplicasNothingCounts() {
        String id = SessionIdPolicy.php().newId();
        save(id);
        replicas.forEach(RealRedis::kill);
        for (int i = 0; i < MANY / 10; i++) {
            assertThatThrownBy(() -> save(SessionIdPolicy.php().newId()))
                    .isInstanceOf(SessionUnconfirmedException.class);
        }
    }

    /** The old master says that its slots have moved; nothing was done then, and the new one is asked. */
    @Test
    void afterAFailoverTheNewMasterIsAsked() {
        for (int i = 0; i < MANY; i++) {
            save(SessionIdPolicy.php().newId());
        }
        cluster.failOver(replicas.get(0));
        for (int i = 0; i < MANY; i++) {
            save(SessionIdPolicy.php().newId());
        }
    }

    /** The lock is at one node and the session at the other for a while; the target knows no script yet. */
    @Test
    void whileASlotMovesBothNodesReplicasAreWaitedFor() {
        try (SessionHandlerFactory one = factory("&prefix={moving}:")) {
            String id = SessionIdPolicy.php().newId();
            save(one, id);
            try (SlotMove move = new SlotMove(cluster, "{moving}:")) {
                move.open();
                save(one, id);
                save(one, SessionIdPolicy.php().newId());
                move.moveAll();
                save(one, id);
                assertThat(move.callAtTarget("GET", "{moving}:" + id)).isEqualTo("data");
                move.finish();
                save(one, id);
            }
        }
    }

    private SessionHandlerFactory factory(String parameters) {
        return RedisSessionHandlerFactory.builder()
                .savePath(cluster.nodes().stream()
                        .map(node -> "seed[]=127.0.0.1:" + node.port())
                        .collect(Collectors.joining("&", "", parameters)))
                .settings(RedisSettings.builder()
                        .replicas(1)
                        .replicaTimeout(Duration.ofMillis(500))
                        .build())
                .build();
    }

    private void save(String id) {
        save(factory, id);
    }

    private static void save(SessionHandlerFactory factory, String id) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            handler.read(id);
            handler.write(id, DATA);
        }
    }
}
