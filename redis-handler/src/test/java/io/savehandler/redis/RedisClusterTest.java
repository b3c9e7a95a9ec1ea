package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionException;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A cluster with a password whose master, the one that holds the session, dies. */
@RequiresServers(Server.REDIS)
class RedisClusterTest {
    private static final Duration FAILOVER = Duration.ofSeconds(40);

    @Test
    void theNextMasterIsFoundWithoutARestart() {
        try (RealRedisCluster cluster = RealRedisCluster.start("secret");
                Sessions sessions = Sessions.from(
                        Map.of("session.save_handler", "rediscluster", "session.save_path", savePath(cluster)))) {
            String id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            assertThat(visit(sessions, id)).isEqualTo(2);
            RealRedis old = holderOf(id, cluster);
            old.kill();
            int failures = 0;
            long visits = 0;
            for (long end = System.nanoTime() + FAILOVER.toNanos(); visits == 0 && System.nanoTime() < end; ) {
                try {
                    visits = visit(sessions, id);
                } catch (SessionException e) {
                    assertThat(e).isInstanceOf(SessionStoreException.class);
                    failures++;
                }
            }
            assertThat(failures).as("requests that failed clearly").isPositive();
            assertThat(visits).isEqualTo(3);
            assertThat(visit(sessions, id)).isEqualTo(4);
        }
    }

    private static long visit(Sessions sessions, String id) {
        return sessions.run(id, session -> {
            assertThat(session.id()).isEqualTo(id);
            return session.update("visits", visits -> visits.toLong(0) + 1);
        });
    }

    /** Its replica has everything, too, when this returns. */
    private static RealRedis holderOf(String id, RealRedisCluster cluster) {
        for (RealRedis master : cluster.masters()) {
            try (RedisDoor door = master.door()) {
                if (door.call("KEYS", "*").contains("PHPREDIS_CLUSTER_SESSION:" + id)) {
                    assertThat(door.call("WAIT", "1", "10000")).isEqualTo("1");
                    return master;
                }
            }
        }
        throw new AssertionError("no master holds the session");
    }

    private static String savePath(RealRedisCluster cluster) {
        return cluster.nodes().stream()
                .map(node -> "seed[]=127.0.0.1:" + node.port())
                .collect(Collectors.joining("&", "", "&auth=secret&timeout=2&read_timeout=1"));
    }
}
