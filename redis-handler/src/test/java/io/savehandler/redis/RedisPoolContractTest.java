package io.savehandler.redis;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.CompareAndSetContract;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.SessionHandlerContract;
import io.savehandler.testkit.StoreFailureContract;
import io.savehandler.testkit.TouchContract;
import io.savehandler.testkit.UnknownOutcomeContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The kit's rules on a pool of two servers; about half of the new ids are on the other one than the old ones. */
@RequiresServers(Server.REDIS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class RedisPoolContractTest
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                StoreFailureContract,
                UnknownOutcomeContract {
    private final List<RealRedis> servers = List.of(RealRedis.start(), RealRedis.start());

    @AfterAll
    void stop() {
        servers.forEach(RealRedis::close);
    }

    /** Netty's own, for all its users; it goes when it has had nothing to do for a while. */
    @Override
    public boolean outlivesTests(Thread thread) {
        return thread.getName().startsWith("globalEventExecutor-");
    }

    @Override
    public HandlerFixture newFixture() {
        return new RedisPoolFixture(servers);
    }
}
