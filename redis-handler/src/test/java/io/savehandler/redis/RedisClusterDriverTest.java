package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisClusterDriverTest {
    private static final RedisURI OLD_MASTER = RedisURI.create("127.0.0.1", 7001);
    private static final RedisURI NEW_MASTER = RedisURI.create("127.0.0.1", 7002);
    private static final RedisURI OTHER = RedisURI.create("127.0.0.1", 7003);

    private static Partitions view(int epochOfFirst, int epochOfSecond) {
        return ClusterPartitionParser.parse("""
                aa 127.0.0.1:7001@17001 master - 0 0 %d connected 0-5460
                bb 127.0.0.1:7002@17002 master - 0 0 %d connected 5461-16383
                """.formatted(epochOfFirst, epochOfSecond));
    }

    @Test
    void aNodeThatMissedAFailoverIsNotBelieved() {
        Partitions before = view(1, 2);
        Partitions after = view(1, 4);
        Map<RedisURI, Partitions> views = Map.of(OLD_MASTER, before, NEW_MASTER, after, OTHER, after);
        assertThat(RedisClusterDriver.latest(views)).containsOnlyKeys(NEW_MASTER, OTHER);
    }

    @Test
    void allAreBelievedWhereNothingHasHappened() {
        Map<RedisURI, Partitions> views = Map.of(OLD_MASTER, view(1, 2), NEW_MASTER, view(1, 2));
        assertThat(RedisClusterDriver.latest(views)).isEqualTo(views);
        assertThat(RedisClusterDriver.latest(Map.of())).isEmpty();
    }
}
