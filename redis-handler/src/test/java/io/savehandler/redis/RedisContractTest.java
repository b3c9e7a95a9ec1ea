package io.savehandler.redis;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.CompareAndSetContract;
import io.savehandler.testkit.ExpiryContract;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.SessionHandlerContract;
import io.savehandler.testkit.StoreFailureContract;
import io.savehandler.testkit.TouchContract;
import io.savehandler.testkit.UnknownOutcomeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** All of the kit's rules on one real server. */
@RequiresServers(Server.REDIS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisContractTest
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                ExpiryContract,
                StoreFailureContract,
                UnknownOutcomeContract {
    private final RealRedis redis = RealRedis.start();

    @AfterAll
    void stop() {
        redis.close();
    }

    /** Netty's own, for all its users; it goes when it has had nothing to do for a while. */
    @Override
    public boolean outlivesTests(Thread thread) {
        return thread.getName().startsWith("globalEventExecutor-");
    }

    @Override
    public HandlerFixture newFixture() {
        return new RedisFixture(redis);
    }
}
