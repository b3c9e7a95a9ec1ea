package io.savehandler.memcached;

import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.HandlerFixture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Three servers, laid out as pecl-memcache does it: each session on two of them. */
@RequiresServers(Server.MEMCACHED)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class MemcacheRingContractTest implements MemcachedContract {
    private final List<RealMemcached> servers =
            Stream.generate(MemcachedFixture::launch).limit(3).toList();

    @AfterAll
    void stop() {
        servers.forEach(RealMemcached::close);
    }

    @Override
    public HandlerFixture newFixture() {
        return new RingFixture(servers, Ring.MEMCACHE);
    }
}
