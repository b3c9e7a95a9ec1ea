package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.SessionConfig;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading lets a session's lifetime begin anew, where that is wanted. */
@RequiresServers(Server.MEMCACHED)
class MemcachedEarlyRefreshTest {
    private static final String ID = "earlyearlyearlyearlyearlyearly00";
    private static final String KEY = "memc.sess.key." + ID;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LIFETIME = Duration.ofSeconds(1000);

    private final RealMemcached memcached = RealMemcached.start();
    private final MemcachedDoor door = memcached.door();
    private final FaultProxy wire = FaultProxy.to(memcached);

    @AfterEach
    void stop() {
        wire.close();
        door.close();
        memcached.close();
    }

    static Stream<HandlerContext> requests() {
        return Stream.of(
                builder().build(),
                builder().locking(false).build(),
                builder().readOnly(true).build());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whoeverReadsRefreshes(HandlerContext context) {
        for (MemcachedProtocol protocol : MemcachedProtocol.values()) {
            try (SessionHandlerFactory factory = factory(protocol);
                    SessionHandler handler = opened(factory, context)) {
                door.set(KEY, 0, 100, DATA);
                assertThat(handler.read(ID)).isEqualTo(DATA);
                assertThat(door.secondsLeft(KEY)).isBetween(990L, 1000L);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MemcachedProtocol.class)
    void anUnchangedSessionIsNotTouchedAgain(MemcachedProtocol protocol) {
        door.set(KEY, 0, 100, DATA);
        try (SessionHandlerFactory factory = factory(protocol);
                SessionHandler handler = opened(factory, builder().build())) {
            assertThat(handler.validateId(ID)).isTrue();
            handler.read(ID);
            long before = wire.roundTrips();
            handler.finishing();
            handler.updateTimestamp(ID, DATA);
            assertThat(wire.roundTrips()).isEqualTo(before);
        }
        assertThat(door.get("memc.sess.key.lock." + ID)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MemcachedProtocol.class)
    void aChangedSessionIsComparedAndWrittenAsEver(MemcachedProtocol protocol) {
        door.set(KEY, 0, 100, DATA);
        try (SessionHandlerFactory factory = factory(protocol)) {
            try (SessionHandler handler =
                    opened(factory, builder().locking(false).build())) {
                handler.read(ID);
                assertThat(handler.writeIfUnchanged(ID, "ours".getBytes(StandardCharsets.US_ASCII)))
                        .isTrue();
                door.set(KEY, 0, 100, DATA);
                assertThat(handler.writeIfUnchanged(ID, "late".getBytes(StandardCharsets.US_ASCII)))
                        .isFalse();
            }
        }
        assertThat(door.get(KEY)).hasValue(DATA);
    }

    @ParameterizedTest
    @EnumSource(MemcachedProtocol.class)
    void anUnknownSessionStaysUnknown(MemcachedProtocol protocol) {
        try (SessionHandlerFactory factory = factory(protocol);
                SessionHandler handler = opened(factory, builder().build())) {
            assertThat(handler.validateId(ID)).isFalse();
            assertThat(handler.read(ID)).isEmpty();
            assertThat(door.get(KEY)).isEmpty();
        }
    }

    @Test
    void copiesAreTouchedTogetherAtTheEnd() {
        try (RealMemcached other = RealMemcached.start();
                SessionHandlerFactory factory = MemcachedSessionHandlerFactory.builder()
                        .savePath("127.0.0.1:" + wire.port() + ",127.0.0.1:" + other.port())
                        .settings(MemcachedSettings.builder().earlyRefresh(true).build())
                        .replicas(1)
                        .build();
                MemcachedDoor otherDoor = other.door();
                SessionHandler handler = opened(factory, builder().build())) {
            for (MemcachedDoor each : List.of(door, otherDoor)) {
                each.set(KEY, 0, 100, DATA);
            }
            handler.read(ID);
            assertThat(door.secondsLeft(KEY)).isLessThanOrEqualTo(100);
            handler.updateTimestamp(ID, DATA);
            for (MemcachedDoor each : List.of(door, otherDoor)) {
                assertThat(each.secondsLeft(KEY)).isGreaterThan(990);
            }
        }
    }

    @Test
    void itIsASetting() {
        door.set(KEY, 0, 100, DATA);
        try (SessionHandlerFactory factory = new MemcachedSessionHandlerProvider()
                        .create(SessionConfig.from(Map.of(
                                "session.save_path",
                                "127.0.0.1:" + wire.port(),
                                "savehandler.memcached.early_refresh",
                                "On")));
                SessionHandler handler = opened(factory, builder().build())) {
            handler.read(ID);
            assertThat(door.secondsLeft(KEY)).isGreaterThan(990);
        }
    }

    private MemcachedSessionHandlerFactory factory(MemcachedProtocol protocol) {
        return MemcachedSessionHandlerFactory.builder()
                .savePath("127.0.0.1:" + wire.port())
                .settings(MemcachedSettings.builder()
                        .protocol(protocol)
                        .earlyRefresh(true)
                        .build())
                .build();
    }

    private static HandlerContextBuilder builder() {
        return HandlerContext.builder().lifetime(LIFETIME);
    }

    private static SessionHandler opened(SessionHandlerFactory factory, HandlerContext context) {
        SessionHandler handler = factory.newHandler(context);
        handler.open("", "PHPSESSID");
        return handler;
    }
}
