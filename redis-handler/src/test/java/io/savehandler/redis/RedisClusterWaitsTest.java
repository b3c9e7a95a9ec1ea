package io.savehandler.redis;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The waits on a cluster, on all its masters together. */
@RequiresServers(Server.REDIS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class RedisClusterWaitsTest implements WaitsContract {
    private final ProxiedCluster cluster = new ProxiedCluster();
    private final CountedRequests requests = new CountedRequests(cluster.savePath(), cluster.wires());

    @AfterAll
    void stop() {
        requests.close();
        cluster.close();
    }

    @Override
    public CountedRequests requests() {
        return requests;
    }
}
