package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master of a cluster dies that has no replica, and comes back. */
@Tag("once")
@RequiresServers(Server.REDIS)
class RedisDeadNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REFUSED = 20;
    private static final Duration DOWN = Duration.ofSeconds(3);

    /** One to ask who is in charge, one for the commands, and one more to be safe. */
    private static final int CONNECTIONS_OF_AN_ATTEMPT = 3;

    @Test
    @Timeout(180)
    void itIsLeftAloneForAWhileAndTheOthersServeOn() {
        try (RealRedisCluster cluster = RealRedisCluster.start()) {
            cluster.nodes().stream()
                    .filter(node -> !cluster.masters().contains(node))
                    .forEach(RealRedis::kill);
            RealRedis mortal = cluster.masters().get(0);
            RealRedis other = cluster.masters().get(1);
            cluster.masters().forEach(RedisDeadNodeTest::letItServeWhatItHas);
            String seeds = cluster.masters().stream()
                    .map(node -> "seed[]=127.0.0.1:" + node.port())
                    .collect(Collectors.joining("&", "", "&timeout=30"));
            try (Sessions sessions =
                    Sessions.builder(RedisSessionHandlerFactory.connect(seeds)).build()) {
                String id = newSession(sessions, mortal);
                String safe = newSession(sessions, other);
                mortal.kill();
                long connections = connections(other);
                long begin = System.nanoTime();
                long served = 1;
                for (int refused = 0; refused < REFUSED || System.nanoTime() - begin < DOWN.toNanos(); ) {
                    SessionStoreException failure =
                            catchThrowableOfType(SessionStoreException.class, () -> visit(sessions, id));
                    refused += String.valueOf(failure.getMessage()).contains("tried again after a pause") ? 1 : 0;
                    assertThat(visit(sessions, safe)).isEqualTo(++served);
                }
                long attempts = Duration.ofNanos(System.nanoTime() - begin).dividedBy(RedisRestingNodes.LONGEST_PAUSE);
                // The first few pauses are shorter.
                assertThat(connections(other) - connections)
                        .as("new connections to a node that lives")
                        .isLessThan((attempts + 10) * CONNECTIONS_OF_AN_ATTEMPT);
                assertThatThrownBy(() -> visit(sessions, id)).hasMessageContaining("" + mortal.port());
                mortal.restart();
                cluster.awaitWhole(PATIENCE);
                awaitService(sessions, id);
                String next = newSession(sessions, mortal);
                assertThat(visit(sessions, next)).isEqualTo(2);
                assertThat(visit(sessions, safe)).isEqualTo(served + 1);
            }
        }
    }

    private static void awaitService(Sessions sessions, String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                visit(sessions, id);
                return;
            } catch (SessionStoreException e) {
                assertThat(System.nanoTime()).as("the node is back").isLessThan(end);
            }
        }
    }

    private static long visit(Sessions sessions, String id) {
        return sessions.run(id, session -> session.update("visits", visits -> visits.toLong(0) + 1));
    }

    private static String newSession(Sessions sessions, RealRedis master) {
        try (RedisDoor door = master.door()) {
            while (true) {
                String id = sessions.run(null, session -> {
                    session.put("visits", 1);
                    return session.id();
                });
                if (door.call("KEYS", "*" + id).contains(id)) {
                    return id;
                }
            }
        }
    }

    private static void letItServeWhatItHas(RealRedis master) {
        try (RedisDoor door = master.door()) {
            assertThat(door.call("CONFIG", "SET", "cluster-require-full-coverage", "no"))
                    .isEqualTo("OK");
        }
    }

    private static long connections(RealRedis server) {
        try (RedisDoor door = server.door()) {
            String info = door.call("INFO", "stats");
            return info.lines()
                    .filter(line -> line.startsWith("total_connections_received:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .sum();
        }
    }
}
