package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.InvalidSessionIdException;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids that would be more than a key to Memcached: no byte of them is sent. */
@RequiresServers(Server.MEMCACHED)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedIdsTest {
    private static final byte[] DATA = {'d'};
    private static final String GOOD = "good";

    private final RealMemcached memcached = RealMemcached.start();
    private final FaultProxy wire = FaultProxy.to(memcached);

    @AfterAll
    void stop() {
        wire.close();
        memcached.close();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "a b",
                "a\r\nflush_all\r\n",
                "a\nset x 0 0 1\r\ny",
                "a\tb",
                "a\0b",
                "a\u007fb",
                "sch\u00f6n",
                "\u2028",
                "x".repeat(232));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingOfThemIsSent(String id) {
        for (MemcachedProtocol protocol : MemcachedProtocol.values()) {
            try (SessionHandlerFactory factory = factory(protocol);
                    SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                handler.open("", "PHPSESSID");
                handler.read(GOOD);
                long sent = wire.toServer().passed();
                List<Runnable> all = List.of(
                        () -> handler.read(id),
                        () -> handler.validateId(id),
                        () -> handler.write(id, DATA),
                        () -> handler.updateTimestamp(id, DATA),
                        () -> handler.destroy(id),
                        () -> handler.regenerate(new Regeneration(GOOD, id, DATA, true)),
                        () -> handler.regenerate(new Regeneration(id, "other", DATA, true)));
                all.forEach(operation -> assertThatThrownBy(operation::run)
                        .isInstanceOf(InvalidSessionIdException.class)
                        .hasMessageNotContaining(id));
                assertThat(wire.toServer().passed()).isEqualTo(sent);
            }
        }
    }

    /** Should a policy ever let them through. */
    @ParameterizedTest
    @MethodSource("hostile")
    void theyAreNoKeysEither(String id) {
        for (MemcachedKeys keys : List.of(
                MemcachedKeys.ofMemcached("prefix", "memc.sess.key."),
                MemcachedKeys.ofMemcache("prefix", "x".repeat(18)))) {
            assertThatThrownBy(() -> keys.lock(id)).isInstanceOf(InvalidSessionIdException.class);
        }
    }

    /** With prefix and {@code lock.} it is a key of 250 bytes. */
    @Test
    void theLongestKeyIsAKey() {
        String id = "x".repeat(231);
        for (MemcachedProtocol protocol : MemcachedProtocol.values()) {
            try (SessionHandlerFactory factory = factory(protocol);
                    SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                handler.open("", "PHPSESSID");
                handler.read(id);
                assertThatCode(() -> handler.write(id, DATA)).doesNotThrowAnyException();
            }
        }
    }

    private SessionHandlerFactory factory(MemcachedProtocol protocol) {
        return MemcachedSessionHandlerFactory.builder()
                .savePath("127.0.0.1:" + wire.port())
                .settings(MemcachedSettings.builder().protocol(protocol).build())
                .build();
    }
}
