package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Masters are killed under load: requests fail clearly and not for long, and nothing is counted twice. */
@RequiresServers(Server.REDIS)
class RedisFailoverTest {
    private static final int MANY = 10;

    @Test
    @Tag("once")
    void oneMasterOfSentinels(TestReporter report) throws Exception {
        try (DyingMasters masters = new DyingSentinelMasters()) {
            int unused = new FailoverTorture(masters, RedisSettings.defaults()).run(1, report);
        }
    }

    @Test
    @Tag("once")
    void oneMasterOfACluster(TestReporter report) throws Exception {
        try (DyingMasters masters = new DyingClusterMasters()) {
            int unused = new FailoverTorture(masters, RedisSettings.defaults()).run(1, report);
        }
    }

    @Test
    @Tag("long")
    void manyMastersOfSentinels(TestReporter report) throws Exception {
        try (DyingMasters masters = new DyingSentinelMasters()) {
            int unused = new FailoverTorture(masters, RedisSettings.defaults()).run(MANY, report);
        }
    }

    @Test
    @Tag("long")
    void manyMastersOfACluster(TestReporter report) throws Exception {
        try (DyingMasters masters = new DyingClusterMasters()) {
            int unused = new FailoverTorture(masters, RedisSettings.defaults()).run(MANY, report);
        }
    }

    @Test
    @Tag("long")
    void noAcknowledgedWriteIsLostWhereAllReplicasOfSentinelsAreWaitedFor(TestReporter report) throws Exception {
        try (DyingMasters masters = new DyingSentinelMasters()) {
            assertThat(new FailoverTorture(masters, waitingFor(2)).run(MANY, report))
                    .isZero();
        }
    }

    @Test
    @Tag("long")
    void noAcknowledgedWriteIsLostWhereAllReplicasOfAClusterAreWaitedFor(TestReporter report) throws Exception {
        try (DyingMasters masters = new DyingClusterMasters()) {
            assertThat(new FailoverTorture(masters, waitingFor(1)).run(MANY, report))
                    .isZero();
        }
    }

    private static RedisSettings waitingFor(int replicas) {
        return RedisSettings.builder()
                .replicas(replicas)
                .replicaTimeout(Duration.ofMillis(500))
                .build();
    }
}
