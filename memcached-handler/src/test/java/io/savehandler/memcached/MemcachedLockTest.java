package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionLockLostException;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a lock that is held for longer than it lasts. */
@Tag("once")
@RequiresServers(Server.MEMCACHED)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemcachedLockTest {
    private static final String ID = "locklocklocklocklocklocklocklo00";
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final long POLL_NANOS = 5_000_000;

    private final RealMemcached memcached = RealMemcached.start();
    private final MemcachedDoor door = memcached.door();

    @AfterAll
    void stop() {
        door.close();
        memcached.close();
    }

    /**
     * A lock of one of PHP's extensions.
     *
     * @param key of the session's lock
     * @param factory makes requests that use it
     */
    record Kind(String name, String key, SessionHandlerFactory factory) {
        @Override
        public String toString() {
            return name;
        }
    }

    Stream<Kind> kinds() {
        String address = "127.0.0.1:" + memcached.port();
        return Stream.of(
                new Kind("text", "memc.sess.key.lock." + ID, memcachedFactory(address, MemcachedProtocol.TEXT)),
                new Kind("binary", "memc.sess.key.lock." + ID, memcachedFactory(address, MemcachedProtocol.BINARY)),
                new Kind(
                        "counter",
                        ID + ".lock",
                        MemcachedSessionHandlerFactory.memcache()
                                .savePath("tcp://" + address)
                                .settings(MemcachedSettings.defaults())
                                .build()));
    }

    private static SessionHandlerFactory memcachedFactory(String address, MemcachedProtocol protocol) {
        return MemcachedSessionHandlerFactory.builder()
                .savePath(address)
                .settings(MemcachedSettings.builder().protocol(protocol).build())
                .build();
    }

    private static SessionHandler open(Kind kind, Duration maxHold) {
        SessionHandler handler = kind.factory.newHandler(HandlerContext.builder()
                .lock(LockSettings.builder().expire(SHORTEST).maxHold(maxHold).build())
                .build());
        handler.open("", "PHPSESSID");
        return handler;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itIsRenewedWhileItIsHeldAndGivenBackAfterwards(Kind kind) {
        try (kind.factory;
                SessionHandler handler = open(kind, Duration.ofMinutes(1))) {
            handler.read(ID);
            byte[] token = door.get(kind.key).orElseThrow();
            for (int renewals = 0; renewals < 2; renewals++) {
                while (door.secondsLeft(kind.key) == SHORTEST.toSeconds()) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                while (door.secondsLeft(kind.key) < SHORTEST.toSeconds()) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
            assertThat(door.get(kind.key)).hasValue(token);
            handler.write(ID, bytes("kept"));
            handler.close();
            assertThat(door.get(kind.key).filter(value -> value[0] != '0')).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoHasHeldItForTooLongWritesNothing(Kind kind) {
        try (kind.factory;
                SessionHandler handler = open(kind, Duration.ZERO)) {
            handler.read(ID);
            while (door.get(kind.key).isPresent()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            assertThatThrownBy(() -> handler.write(ID, bytes("late"))).isInstanceOf(SessionLockLostException.class);
        }
        assertThat(door.get(kind.key).filter(value -> value[0] != '0')).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoseLockIsAnothersByNowNoticesAndLeavesIt(Kind kind) {
        try (kind.factory;
                SessionHandler handler = open(kind, Duration.ofMinutes(1))) {
            handler.read(ID);
            door.set(kind.key, 768, 100, bytes("1"));
            Throwable lost = null;
            while (lost == null) {
                LockSupport.parkNanos(POLL_NANOS);
                lost = catchThrowable(() -> handler.write(ID, bytes("data")));
            }
            assertThat(lost).isInstanceOf(SessionLockLostException.class);
        }
        assertThat(door.get(kind.key)).hasValue(bytes("1"));
        door.call("delete " + kind.key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
