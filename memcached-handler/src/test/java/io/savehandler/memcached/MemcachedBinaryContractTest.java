package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One real server, spoken to in the binary protocol. */
@RequiresServers(Server.MEMCACHED)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemcachedBinaryContractTest implements MemcachedContract {
    private static final MemcachedSettings SETTINGS =
            MemcachedSettings.builder().protocol(MemcachedProtocol.BINARY).build();

    private final RealMemcached memcached = MemcachedFixture.launch();

    @AfterAll
    void stop() {
        memcached.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new MemcachedFixture(memcached, SETTINGS);
    }

    /** In this protocol nobody tells when a session ends; as in PHP, each touch sets its end anew. */
    @Override
    @Test
    public void touchingForAShorterLifetimeDoesNotShortenALife(Trial trial) {
        assertThatThrownBy(() -> MemcachedContract.super.touchingForAShorterLifetimeDoesNotShortenALife(trial))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("data");
    }
}
