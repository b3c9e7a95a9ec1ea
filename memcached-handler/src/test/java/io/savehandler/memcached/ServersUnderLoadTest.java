package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.LeftoverCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers hang or die under load, one after the other, and come back. */
@ExtendWith(LeftoverCheck.class)
@Tag("once")
@RequiresServers(Server.MEMCACHED)
class ServersUnderLoadTest {
    private static final int FAILURES = 2;
    private static final int MORE_VISITS = 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource(Ring.class)
    void noIncrementThatCountedIsLostToServersThatHang(Ring ring) throws Exception {
        try (Load load = new Load(ring)) {
            for (RealMemcached server : load.servers) {
                int before = load.failures.get();
                server.pause();
                load.await(() -> load.failures.get() >= before + FAILURES);
                server.resume();
            }
            load.stop();
            for (Tally tally : load.tallies) {
                assertThat(load.stored(tally)).isBetween(tally.done.get(), tally.done.get() + tally.unknown.get());
            }
        }
    }

    /** What a server held is gone with it; sessions begin anew, and nothing counts twice. */
    @ParameterizedTest
    @EnumSource(Ring.class)
    void serversThatDieAndComeBackEmptyAreUsedAgain(Ring ring) throws Exception {
        try (Load load = new Load(ring)) {
            for (int i = 0; i < load.servers.size(); i++) {
                Tally tally = load.tallies.get(i);
                load.servers.get(i).kill();
                int before = load.visits();
                load.await(() -> load.visits() >= before + MORE_VISITS);
                load.servers.get(i).restart();
                int done = tally.done.get();
                load.await(() -> tally.done.get() >= done + MORE_VISITS);
            }
            load.stop();
            assertThat(Duration.ofNanos(load.longest.get()))
                    .isLessThan(LONGEST_WAIT.plus(
                            MemcachedSettings.defaults().commandTimeout().multipliedBy(5)));
            for (Tally tally : load.tallies) {
                assertThat(load.stored(tally)).isBetween(1, tally.done.get() + tally.unknown.get());
            }
        }
    }

    /** One session's increments: those that were acknowledged, and those of which nobody knows. */
    private static final class Tally {
        private final String id;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger unknown = new AtomicInteger();

        Tally(String id) {
            this.id = id;
        }

        /** A session that is looked for on a server first. */
        static Tally on(int server, MemcachedLayout layout) {
            return new Tally(Stream.generate(SessionIdPolicy.php()::newId)
                    .filter(id -> layout.copies(id).get(0) == server)
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** Threads that count in one session for each of three servers until they are told to stop. */
    private static final class Load implements AutoCloseable {
        private static final int THREADS = 8;

        private final List<RealMemcached> servers =
                Stream.generate(RealMemcached::start).limit(3).toList();
        private final List<Tally> tallies;
        private final SessionHandlerFactory factory;
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final List<Future<?>> counting = new ArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();
        private volatile boolean stopped;

        Load(Ring ring) {
            String savePath = servers.stream()
                    .map(server -> ring.scheme() + "127.0.0.1:" + server.port())
                    .collect(Collectors.joining(","));
            MemcachedLayout layout = ring.layout(savePath);
            tallies = Stream.of(0, 1, 2).map(server -> Tally.on(server, layout)).toList();
            factory = ring.connect(savePath);
            for (int i = 0; i < THREADS; i++) {
                Tally tally = tallies.get(i % tallies.size());
                counting.add(threads.submit(() -> {
                    while (!stopped) {
                        long begin = System.nanoTime();
                        count(tally);
                        longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                    }
                }));
            }
        }

        void await(BooleanSupplier condition) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
        }

        /** Served ones and failed ones. */
        int visits() {
            return failures.get()
                    + tallies.stream().mapToInt(tally -> tally.done.get()).sum();
        }

        void stop() throws Exception {
            stopped = true;
            for (Future<?> counter : counting) {
                counter.get();
            }
        }

        int stored(Tally tally) {
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                handler.open("", "PHPSESSID");
                return number(handler.read(tally.id));
            }
        }

        private void count(Tally tally) {
            try (SessionHandler handler = factory.newHandler(HandlerContext.builder()
                    .lock(LockSettings.builder()
                            .waitTimeout(LONGEST_WAIT)
                            .expire(Duration.ofSeconds(3))
                            .build())
                    .build())) {
                handler.open("", "PHPSESSID");
                int next = number(handler.read(tally.id)) + 1;
                handler.write(tally.id, String.valueOf(next).getBytes(StandardCharsets.US_ASCII));
                tally.done.incrementAndGet();
            } catch (SessionStoreException e) {
                failures.incrementAndGet();
                if (e.outcomeUnknown()) {
                    tally.unknown.incrementAndGet();
                }
            } catch (SessionLockLostException | SessionGoneException | SessionLockTimeoutException e) {
                failures.incrementAndGet();
            }
        }

        private static int number(byte[] data) {
            return data.length == 0 ? 0 : Integer.parseInt(new String(data, StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {
            stopped = true;
            threads.shutdownNow();
            factory.close();
            servers.forEach(RealMemcached::close);
        }
    }
}
