package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@RequiresServers(Server.REDIS)
class RealRedisClusterTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    @Test
    void sharesTheSlotsAndOutlivesAMaster() throws IOException {
        try (RealRedisCluster cluster = RealRedisCluster.start("p")) {
            assertThat(cluster.nodes()).hasSize(6);
            assertThat(cluster.masters())
                    .containsExactlyElementsOf(cluster.nodes().subList(0, 3));
            assertThat(keysStoredOn(cluster.masters())).allMatch(stored -> stored > 0);

            RealRedis dead = cluster.masters().get(0);
            dead.kill();
            Patience.await("three masters", TIME, () -> cluster.masters().size() == 3);
            cluster.awaitWhole(TIME);
            assertThat(cluster.masters()).doesNotContain(dead);

            dead.restart();
            cluster.awaitWhole(TIME);
            assertThat(cluster.masters()).hasSize(3).doesNotContain(dead);
        }
    }

    @Test
    void redirects() throws IOException {
        try (RealRedisCluster cluster = RealRedisCluster.start();
                RespSocket redis = cluster.nodes().get(0).connect()) {
            // The key's slot is 16383, the last.
            assertThat(redis.call("CLUSTER", "KEYSLOT", "{6ZJ}k")).isEqualTo("16383");
            assertThatThrownBy(() -> redis.call("GET", "{6ZJ}k"))
                    .hasMessage(
                            "MOVED 16383 127.0.0.1:" + cluster.nodes().get(2).port());
        }
    }

    private static List<Integer> keysStoredOn(List<RealRedis> masters) throws IOException {
        List<Integer> counts = new ArrayList<>();
        for (RealRedis master : masters) {
            int stored = 0;
            try (RespSocket redis = master.connect()) {
                for (int i = 0; i < 50; i++) {
                    try {
                        redis.call("SET", "k" + i, "v");
                        stored++;
                    } catch (java.net.ProtocolException e) {
                        assertThat(e).hasMessageStartingWith("MOVED");
                    }
                }
            }
            counts.add(stored);
        }
        return counts;
    }
}
