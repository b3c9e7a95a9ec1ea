package io.savehandler.redis;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The waits on one server. */
@RequiresServers(Server.REDIS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisWaitsTest implements WaitsContract {
    private final RealRedis redis = RealRedis.start();
    private final FaultProxy wire = FaultProxy.to(redis);
    private final CountedRequests requests = new CountedRequests("tcp://127.0.0.1:" + wire.port(), List.of(wire));

    @AfterAll
    void stop() {
        requests.close();
        wire.close();
        redis.close();
    }

    @Override
    public CountedRequests requests() {
        return requests;
    }
}
