package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.savehandler.HandlerContext;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request sees of a bad day, and that the next one sees nothing of it. */
@RequiresServers(Server.REDIS)
class RedisFaultsTest {
    private static final String ID = "faultfaultfaultfaultfaultfault00";
    private static final String KEY = "PHPREDIS_SESSION:" + ID;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int THREADS = 32;
    private static final RedisSettings SETTINGS =
            RedisSettings.builder().commandTimeout(SHORT).build();
    private static final HandlerContext UNLOCKED =
            HandlerContext.builder().locking(false).build();

    private final RealRedis redis = RealRedis.start();
    private final RedisDoor door = redis.door();
    private final FaultProxy wire = FaultProxy.to(redis);
    private final SessionHandlerFactory factory = factory("");

    private SessionHandlerFactory factory(String parameters) {
        return RedisSessionHandlerFactory.builder()
                .savePath("tcp://127.0.0.1:" + wire.port() + parameters)
                .settings(SETTINGS)
                .build();
    }

    @AfterEach
    void stop() {
        factory.close();
        wire.close();
        door.close();
        redis.close();
    }

    @Test
    void aWriteWhoseAnswerIsCutOffIsUnknownAndIsNotRepeated() {
        write("old");
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.read(ID);
            wire.toClient().cutAfter(0, Cut.RESET);
            SessionStoreException failure = failure(() -> handler.write(ID, bytes("sent")));
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(failure.operation()).isEqualTo("write");
            wire.resume();
            door.set(KEY, bytes("newer"));
            assertThat(text(read())).isEqualTo("newer");
        }
        assertThat(door.get(KEY))
                .hasValueSatisfying(data -> assertThat(text(data)).isEqualTo("newer"));
        assertThat(door.call("INFO", "commandstats")).contains("cmdstat_set:calls=3,");
    }

    @Test
    void whatDidNotReachTheServerIsUnknownAndIsNotRepeated() {
        write("old");
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.read(ID);
            wire.toServer().swallow();
            SessionStoreException failure = failure(() -> handler.write(ID, bytes("lost")));
            assertThat(failure).hasMessageContaining("no answer within the time-out");
            assertThat(failure.outcomeUnknown()).isTrue();
            wire.resume();
        }
        assertThat(text(read())).isEqualTo("old");
    }

    @Test
    void aReadWhoseConnectionBreaksIsAskedAgain() {
        write("data");
        int connections = wire.connections();
        wire.toClient().cutAfter(0, Cut.RESET);
        CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(this::read);
        while (wire.openConnections() > 0 && wire.connections() == connections) {
            Thread.onSpinWait();
        }
        wire.resume();
        assertThat(text(reading.join())).isEqualTo("data");
        assertThat(wire.connections()).isGreaterThan(connections);
    }

    @Test
    void aServerThatHangsCostsOneTimeOutAndIsBackAtOnce() {
        write("data");
        try (SessionHandler handler = handler(HandlerContext.defaults())) {
            handler.read(ID);
            redis.pause();
            long begin = System.nanoTime();
            SessionStoreException failure = failure(() -> handler.write(ID, bytes("new")));
            handler.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, SHORT.multipliedBy(3));
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(failure.store()).isEqualTo("tcp://127.0.0.1:" + wire.port());
        } finally {
            redis.resume();
        }
        assertThat(text(read())).isIn("data", "new");
    }

    @Test
    void aRequestWithLittleTimeLeftWaitsNoLongerAndHarmsNobody() {
        write("data");
        wire.toClient().delay(Duration.ofMillis(100));
        HandlerContext hurried = HandlerContext.builder()
                .locking(false)
                .timeLeft(() -> Duration.ofMillis(20))
                .build();
        int connections = wire.connections();
        try (SessionHandler handler = handler(hurried)) {
            assertThat(failure(() -> handler.read(ID)).outcomeUnknown()).isFalse();
        }
        assertThat(text(read())).isEqualTo("data");
        assertThat(wire.connections()).isEqualTo(connections);
    }

    @Test
    void aRequestWithoutTimeSendsNothing() {
        HandlerContext late = HandlerContext.builder()
                .timeLeft(() -> Duration.ZERO)
                .locking(false)
                .build();
        try (SessionHandler handler = handler(late)) {
            assertThat(failure(() -> handler.write(ID, bytes("data"))).outcomeUnknown())
                    .isFalse();
        }
        assertThat(door.get(KEY)).isEmpty();
    }

    @Test
    void aConnectionThatTricklesIsSlowAndRight() {
        write("data");
        wire.toClient().trickle(1, Duration.ofMillis(2));
        assertThat(text(read())).isEqualTo("data");
    }

    @Test
    void aConnectionThatTricklesTooSlowlyIsGivenUp() {
        write("data".repeat(20));
        wire.toClient().trickle(1, Duration.ofMillis(20));
        assertThat(failure(this::read)).hasMessageContaining("no answer within the time-out");
        wire.resume();
        assertThat(text(read())).isEqualTo("data".repeat(20));
    }

    @Test
    void noThreadIsStuckOnAServerThatHangs() {
        write("data");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            redis.pause();
            List<Future<SessionStoreException>> failures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                HandlerContext context = i % 2 == 0 ? HandlerContext.defaults() : UNLOCKED;
                String id = "hanghanghanghanghanghanghanghang" + i;
                failures.add(threads.submit(() -> failure(() -> readAndWrite(context, id))));
            }
            for (Future<SessionStoreException> failure : failures) {
                assertThat(failure).succeedsWithin(SHORT.multipliedBy(20));
            }
            redis.resume();
            awaitServed();
            for (int i = 0; i < THREADS; i++) {
                readAndWrite(HandlerContext.defaults(), "backbackbackbackbackbackbackback" + i);
            }
        } finally {
            redis.resume();
            threads.shutdownNow();
        }
        assertThat(text(read())).isEqualTo("data");
    }

    @Test
    void aRestartBetweenRequestsIsNotNoticed() {
        write("data");
        redis.restart();
        assertThat(text(read())).isEmpty();
        write("again");
        assertThat(text(read())).isEqualTo("again");
    }

    @Test
    void whileTheServerIsDownRequestsFailAndAfterwardsTheyDoNot() {
        write("data");
        redis.kill();
        // This one may be the first to notice that the connection is dead.
        failure(this::read);
        SessionStoreException failure = failure(this::read);
        assertThat(failure).hasMessageContaining("redis-unreachable").hasMessageContaining("127.0.0.1");
        assertThat(failure.outcomeUnknown()).isFalse();
        redis.restart();
        assertThat(text(read())).isEmpty();
    }

    @Test
    void aFullServerRefusesAndKeepsWhatItHas() {
        write("old");
        door.call("CONFIG", "SET", "maxmemory", "1");
        try (SessionHandler handler = handler(HandlerContext.defaults())) {
            SessionStoreException failure = failure(() -> handler.read(ID));
            assertThat(failure).hasMessageContaining("OOM");
            assertThat(failure.outcomeUnknown()).isFalse();
        }
        try (SessionHandler handler = handler(UNLOCKED)) {
            assertThat(text(handler.read(ID))).isEqualTo("old");
            assertThat(failure(() -> handler.write(ID, bytes("new")))).hasMessageContaining("OOM");
            assertThat(failure(() -> handler.writeIfUnchanged(ID, bytes("new"))))
                    .hasMessageContaining("OOM");
        }
        assertThat(text(read())).isEqualTo("old");
    }

    @Test
    void aReplicaRefusesWrites() {
        write("old");
        try (RealRedis master = RealRedis.start()) {
            door.call("REPLICAOF", "127.0.0.1", String.valueOf(master.port()));
            try (SessionHandler handler = handler(UNLOCKED)) {
                SessionStoreException failure = failure(() -> handler.write(ID, bytes("new")));
                assertThat(failure).hasMessageContaining("READONLY");
                assertThat(failure.outcomeUnknown()).isFalse();
            }
            try (SessionHandler handler = handler(HandlerContext.defaults())) {
                SessionStoreException failure = failure(() -> handler.read(ID));
                assertThat(failure).hasMessageContaining("READONLY");
                assertThat(failure.outcomeUnknown()).isFalse();
            }
            door.call("REPLICAOF", "NO", "ONE");
        }
        write("new");
        assertThat(text(read())).isEqualTo("new");
    }

    @Test
    void aKeyOfAnotherTypeIsAnErrorAndStays() {
        door.call("HSET", KEY, "field", "value");
        for (HandlerContext context : new HandlerContext[] {HandlerContext.defaults(), UNLOCKED}) {
            try (SessionHandler handler = handler(context)) {
                assertThat(failure(() -> handler.read(ID))).hasMessageContaining("WRONGTYPE");
            }
        }
        assertThat(door.call("HGET", KEY, "field")).isEqualTo("value");
        assertThat(door.call("KEYS", "*_LOCK")).isEmpty();
    }

    @Test
    void scriptsThatTheServerHasForgottenAreSentAgain() {
        for (int i = 0; i < 3; i++) {
            try (SessionHandler handler = handler(HandlerContext.defaults())) {
                handler.read(ID);
                door.call("SCRIPT", "FLUSH");
                handler.write(ID, bytes("data" + i));
            }
            assertThat(text(read())).isEqualTo("data" + i);
        }
    }

    @Test
    void aWrongPasswordIsNamedButNotShown() {
        try (RealRedis closed = RealRedis.launch().password("right").start();
                SessionHandlerFactory wrong =
                        RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + closed.port() + "?auth=topsecret");
                SessionHandlerFactory none = RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + closed.port());
                SessionHandlerFactory right =
                        RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + closed.port() + "?auth=right")) {
            assertThat(failure(() -> read(wrong)))
                    .satisfies(RedisFaultsTest::assertNamesTheLogin)
                    .message()
                    .doesNotContain("topsecret");
            assertThat(failure(() -> read(none))).satisfies(RedisFaultsTest::assertNamesTheLogin);
            assertThat(read(right)).isEmpty();
        }
    }

    /** Lettuce reports the server's refusal, or that the connection was closed because of it, whichever comes first. */
    private static void assertNamesTheLogin(SessionStoreException failure) {
        assertThat(failure.getMessage()).containsAnyOf("WRONGPASS", "NOAUTH", "is the login right?");
    }

    private static SessionStoreException failure(ThrowingCallable operation) {
        SessionException failure = catchThrowableOfType(SessionException.class, operation);
        assertThat(failure).isInstanceOf(SessionStoreException.class);
        assertThat(failure.getMessage()).doesNotContain(ID);
        return (SessionStoreException) failure;
    }

    private SessionHandler handler(HandlerContext context) {
        SessionHandler handler = factory.newHandler(context);
        handler.open("", "PHPSESSID");
        return handler;
    }

    private void write(String data) {
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.write(ID, bytes(data));
        }
    }

    private void readAndWrite(HandlerContext context, String id) {
        try (SessionHandler handler = handler(context)) {
            handler.read(id);
            handler.write(id, bytes("data"));
        }
    }

    /** An attempt to connect that began while the server hung may still fail. */
    private void awaitServed() {
        long end = System.nanoTime() + SHORT.multipliedBy(20).toNanos();
        while (true) {
            try {
                readAndWrite(HandlerContext.defaults(), "firstfirstfirstfirstfirstfirst");
                return;
            } catch (SessionStoreException e) {
                assertThat(System.nanoTime()).as("served again").isLessThan(end);
            }
        }
    }

    private byte[] read() {
        return read(factory);
    }

    private static byte[] read(SessionHandlerFactory from) {
        try (SessionHandler handler = from.newHandler(UNLOCKED)) {
            handler.open("", "PHPSESSID");
            return handler.read(ID);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.US_ASCII);
    }
}
