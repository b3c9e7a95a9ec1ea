package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.savehandler.HandlerContext;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.LeftoverCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a request sees of a bad day, and that the next one sees nothing of it. */
@ExtendWith(LeftoverCheck.class)
@RequiresServers(Server.MEMCACHED)
class MemcachedFaultsTest {
    private static final String ID = "faultfaultfaultfaultfaultfault00";
    private static final String KEY = "memc.sess.key." + ID;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int THREADS = 32;
    private static final MemcachedSettings SETTINGS =
            MemcachedSettings.builder().commandTimeout(SHORT).build();
    private static final HandlerContext UNLOCKED =
            HandlerContext.builder().locking(false).build();

    private RealMemcached memcached = RealMemcached.start();
    private MemcachedDoor door = memcached.door();
    private FaultProxy wire = FaultProxy.to(memcached);
    private SessionHandlerFactory factory;

    @BeforeEach
    void connect() {
        factory = MemcachedSessionHandlerFactory.builder()
                .savePath("127.0.0.1:" + wire.port())
                .settings(SETTINGS)
                .build();
    }

    @AfterEach
    void stop() {
        factory.close();
        wire.close();
        door.close();
        memcached.close();
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
            door.set(KEY, 0, 1000, bytes("newer"));
            assertThat(text(read())).isEqualTo("newer");
        }
        assertThat(door.get(KEY))
                .hasValueSatisfying(data -> assertThat(text(data)).isEqualTo("newer"));
    }

    @Test
    void whatDidNotReachTheServerIsUnknownAndIsNotSentLater() {
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
    void aServerThatHangsCostsOneTimeOutAndIsBackAtOnce() {
        write("data");
        try (SessionHandler handler = handler(HandlerContext.defaults())) {
            handler.read(ID);
            memcached.pause();
            long begin = System.nanoTime();
            SessionStoreException failure = failure(() -> handler.write(ID, bytes("new")));
            handler.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, SHORT.multipliedBy(4));
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(failure.store()).isEqualTo("127.0.0.1:" + wire.port());
        } finally {
            memcached.resume();
        }
        assertThat(text(read())).isIn("data", "new");
    }

    @Test
    void noThreadIsStuckOnAServerThatHangs() {
        write("data");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            memcached.pause();
            List<Future<SessionStoreException>> failures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                HandlerContext context = i % 2 == 0 ? HandlerContext.defaults() : UNLOCKED;
                String id = "hanghanghanghanghanghanghanghang" + i;
                failures.add(threads.submit(() -> failure(() -> readAndWrite(context, id))));
            }
            for (Future<SessionStoreException> failure : failures) {
                assertThat(failure).succeedsWithin(SHORT.multipliedBy(20));
            }
            memcached.resume();
            for (int i = 0; i < THREADS; i++) {
                readAndWrite(HandlerContext.defaults(), "backbackbackbackbackbackbackback" + i);
            }
        } finally {
            memcached.resume();
            threads.shutdownNow();
        }
        assertThat(text(read())).isEqualTo("data");
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
        wire.toClient().trickle(1, Duration.ofMillis(1));
        assertThat(text(read())).isEqualTo("data");
    }

    @Test
    void aRestartBetweenRequestsIsNotNoticed() {
        write("data");
        door.close();
        memcached.restart();
        door = memcached.door();
        readAndWrite(HandlerContext.defaults(), ID);
        assertThat(text(read())).isEqualTo("data");
        assertThat(door.get("memc.sess.key.lock." + ID)).isEmpty();
    }

    @Test
    void whileTheServerIsDownRequestsFailAndAfterwardsTheyDoNot() {
        write("data");
        door.close();
        memcached.kill();
        wire.refuse();
        wire.cut(Cut.RESET);
        SessionStoreException failure = failure(this::read);
        assertThat(failure).hasMessageContaining("memcached-unreachable").hasMessageContaining("127.0.0.1");
        assertThat(failure.outcomeUnknown()).isFalse();
        memcached.restart();
        wire.resume();
        door = memcached.door();
        assertThat(text(read())).isEmpty();
    }

    @Test
    void anItemThatIsTooLargeIsNotSent() {
        write("old");
        try (SessionHandler handler = handler(UNLOCKED)) {
            handler.read(ID);
            SessionStoreException failure = failure(() -> handler.write(ID, new byte[1 << 20]));
            assertThat(failure).hasMessageContaining("max_item_bytes");
            assertThat(failure.outcomeUnknown()).isFalse();
        }
        assertThat(text(read())).isEqualTo("old");
    }

    @Test
    void aServerWithSmallerItemsRefusesAndKeepsWhatItHas() {
        door.close();
        memcached.close();
        wire.close();
        factory.close();
        memcached = RealMemcached.launch().megabytes(8).largestItem(64).start();
        door = memcached.door();
        wire = FaultProxy.to(memcached);
        connect();
        write("old");
        try (SessionHandler handler = handler(HandlerContext.defaults())) {
            handler.read(ID);
            assertThat(failure(() -> handler.write(ID, new byte[200_000]))).hasMessageContaining("too large");
        }
        try (SessionHandler handler = handler(UNLOCKED)) {
            assertThat(failure(() -> handler.write(ID, new byte[200_000]))).hasMessageContaining("too large");
        }
        assertThat(text(read())).isEqualTo("old");
        assertThat(door.get("memc.sess.key.lock." + ID)).isEmpty();
    }

    @Test
    void aLockThatWasTakenWithoutAnAnswerIsOurs() {
        write("data");
        wire.toClient().cutAfter(0, Cut.RESET);
        try (SessionHandler handler = handler(HandlerContext.defaults())) {
            assertThat(text(handler.read(ID))).isEqualTo("data");
            assertThat(door.get("memc.sess.key.lock." + ID)).isPresent();
        }
        assertThat(door.get("memc.sess.key.lock." + ID)).isEmpty();
    }

    /** Neither a message nor the driver's log tells an id. */
    private static SessionStoreException failure(ThrowingCallable call) {
        SessionException failure = catchThrowableOfType(SessionException.class, call);
        assertThat(failure).isInstanceOf(SessionStoreException.class);
        for (Throwable told = failure; told != null; told = told.getCause()) {
            assertThat(String.valueOf(told.getMessage())).doesNotContain(ID);
        }
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

    private byte[] read() {
        try (SessionHandler handler = handler(UNLOCKED)) {
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
