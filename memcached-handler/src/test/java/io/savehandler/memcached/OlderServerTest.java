package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that does not tell when a session ends is asked once whether it does. */
@RequiresServers(Server.MEMCACHED)
class OlderServerTest {
    private static final String ID = "olderolderolderolderolderolder00";
    private static final String KEY = "memc.sess.key." + ID;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final HandlerContext CONTEXT =
            HandlerContext.builder().lifetime(Duration.ofSeconds(1000)).build();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hasSessionsAndLocks(boolean earlyRefresh) throws Exception {
        try (RealMemcached memcached = RealMemcached.start();
                MemcachedDoor door = memcached.door();
                OlderServer older = new OlderServer(memcached)) {
            door.set(KEY, 0, 100, DATA);
            try (MemcachedSessionHandlerFactory factory = MemcachedSessionHandlerFactory.builder()
                    .savePath("127.0.0.1:" + older.port())
                    .settings(MemcachedSettings.builder()
                            .earlyRefresh(earlyRefresh)
                            .build())
                    .build()) {
                for (int i = 0; i < 3; i++) {
                    try (SessionHandler handler = factory.newHandler(CONTEXT)) {
                        handler.open("", "PHPSESSID");
                        assertThat(handler.validateId(ID)).isTrue();
                        assertThat(handler.read(ID)).isEqualTo(DATA);
                        assertThat(door.get("memc.sess.key.lock." + ID)).isPresent();
                        if (earlyRefresh) {
                            assertThat(door.secondsLeft(KEY)).isGreaterThan(990);
                        }
                        handler.updateTimestamp(ID, DATA);
                        assertThat(door.secondsLeft(KEY)).isGreaterThan(990);
                        handler.write(ID, DATA);
                    }
                    assertThat(door.get("memc.sess.key.lock." + ID)).isEmpty();
                }
                assertThat(Collections.frequency(older.commands(), "mg")).isOne();
            }
        }
    }
}
