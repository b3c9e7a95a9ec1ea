package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionLockLostException;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers hang under load, one after the other, and come back with what they had. */
@ExtendWith(LeftoverCheck.class)
@Tag("once")
@RequiresServers(Server.MEMCACHED)
class PausedServersTest {
    private static final int THREADS = 8;
    private static final int FAILURES_PER_PAUSE = 4;

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

    @ParameterizedTest
    @EnumSource(Ring.class)
    void noIncrementThatCountedIsLostAndEverythingRecovers(Ring ring) throws Exception {
        List<RealMemcached> servers =
                Stream.generate(RealMemcached::start).limit(3).toList();
        String savePath = servers.stream()
                .map(server -> ring.scheme() + "127.0.0.1:" + server.port())
                .collect(Collectors.joining(","));
        MemcachedLayout layout = ring.layout(savePath);
        List<Tally> tallies =
                Stream.of(0, 1, 2).map(server -> Tally.on(server, layout)).toList();
        AtomicInteger failures = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SessionHandlerFactory factory = ring.connect(savePath)) {
            List<Future<?>> counting = new ArrayList<>();
            AtomicInteger pauses = new AtomicInteger();
            for (int i = 0; i < THREADS; i++) {
                Tally tally = tallies.get(i % tallies.size());
                counting.add(threads.submit(() -> {
                    while (pauses.get() < servers.size()) {
                        count(factory, tally, failures);
                    }
                }));
            }
            for (RealMemcached server : servers) {
                int before = failures.get();
                server.pause();
                while (failures.get() < before + FAILURES_PER_PAUSE) {
                    Thread.onSpinWait();
                }
                server.resume();
                pauses.incrementAndGet();
            }
            for (Future<?> counter : counting) {
                counter.get();
            }
            for (Tally tally : tallies) {
                int stored = read(factory, tally.id);
                assertThat(stored).isBetween(tally.done.get(), tally.done.get() + tally.unknown.get());
            }
        } finally {
            threads.shutdownNow();
            servers.forEach(RealMemcached::close);
        }
    }

    private static void count(SessionHandlerFactory factory, Tally tally, AtomicInteger failures) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.builder()
                .lock(LockSettings.builder()
                        .waitTimeout(Duration.ofSeconds(10))
                        .expire(Duration.ofSeconds(3))
                        .build())
                .build())) {
            handler.open("", "PHPSESSID");
            String data = new String(handler.read(tally.id), StandardCharsets.US_ASCII);
            int next = data.isEmpty() ? 1 : Integer.parseInt(data) + 1;
            handler.write(tally.id, String.valueOf(next).getBytes(StandardCharsets.US_ASCII));
            tally.done.incrementAndGet();
        } catch (SessionStoreException e) {
            failures.incrementAndGet();
            if (e.outcomeUnknown()) {
                tally.unknown.incrementAndGet();
            }
        } catch (SessionLockLostException e) {
            failures.incrementAndGet();
        }
    }

    private static int read(SessionHandlerFactory factory, String id) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            String data = new String(handler.read(id), StandardCharsets.US_ASCII);
            return data.isEmpty() ? 0 : Integer.parseInt(data);
        }
    }
}
