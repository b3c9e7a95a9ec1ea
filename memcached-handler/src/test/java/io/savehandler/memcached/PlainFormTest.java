package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions as a handler written in PHP keeps them. */
class PlainFormTest {
    private static final String ID = "plainplainplainplainplainplain00";

    @Test
    @RequiresServers(Server.MEMCACHED)
    void prefixAndLifetimeAreTheOptions() {
        try (RealMemcached memcached = RealMemcached.start();
                MemcachedDoor door = memcached.door()) {
            store(memcached, Map.of());
            assertThat(door.secondsLeft("sf2s" + ID)).isBetween(86_390L, 86_400L);
            store(memcached, Map.of("prefix", "app.", "expiretime", "100"));
            assertThat(door.secondsLeft("app." + ID)).isBetween(90L, 100L);
            assertThat(door.flags("app." + ID)).isZero();
            assertThat(door.keys()).containsExactlyInAnyOrder("sf2s" + ID, "app." + ID);
        }
    }

    private static void store(RealMemcached memcached, Map<String, String> options) {
        try (SessionHandlerFactory factory =
                        MemcachedSessionHandlerFactory.plain("127.0.0.1:" + memcached.port(), options);
                SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            handler.read(ID);
            handler.write(ID, "data".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> MemcachedSessionHandlerFactory.plain("127.0.0.1", Map.of("ttl", "3")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("ttl")
                .hasMessageContaining("[expiretime, prefix]");
        assertThatThrownBy(() -> MemcachedSessionHandlerFactory.plain("127.0.0.1", Map.of("expiretime", "0")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("above 0");
    }
}
