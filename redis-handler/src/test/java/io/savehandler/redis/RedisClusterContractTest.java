package io.savehandler.redis;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.CompareAndSetContract;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.SessionHandlerContract;
import io.savehandler.testkit.StoreFailureContract;
import io.savehandler.testkit.TouchContract;
import io.savehandler.testkit.UnknownOutcomeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The kit's rules on a cluster; nearly every new id is in another slot than the old one. */
@RequiresServers(Server.REDIS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class RedisClusterContractTest
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                StoreFailureContract,
                UnknownOutcomeContract {
    private final ProxiedCluster cluster = new ProxiedCluster();

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** Netty's own, for all its users; it goes when it has had nothing to do for a while. */
    @Override
    public boolean outlivesTests(Thread thread) {
        return thread.getName().startsWith("globalEventExecutor-");
    }

    @Override
    public HandlerFixture newFixture() {
        return new RedisClusterFixture(cluster);
    }
}
