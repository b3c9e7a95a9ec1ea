package io.savehandler.memcached;

import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.HandlerFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** One real server, spoken to in the text protocol. */
@RequiresServers(Server.MEMCACHED)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class MemcachedTextContractTest implements MemcachedContract {
    private static final MemcachedSettings SETTINGS =
            MemcachedSettings.builder().protocol(MemcachedProtocol.TEXT).build();

    private final RealMemcached memcached = MemcachedFixture.launch();

    @AfterAll
    void stop() {
        memcached.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new MemcachedFixture(memcached, SETTINGS);
    }
}
