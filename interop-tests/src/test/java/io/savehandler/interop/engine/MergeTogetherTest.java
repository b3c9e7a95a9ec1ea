package io.savehandler.interop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionEvents;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sixteen threads at each of two nodes merge into one session. */
@Timeout(300)
@Tag("once")
class MergeTogetherTest {
    private static final int THREADS = 16;
    private static final int NODES = 2;
    private static final int TIMES = 25;

    @TempDir
    Path directory;

    private final AtomicInteger merged = new AtomicInteger();
    private final AtomicInteger overwritten = new AtomicInteger();
    private final List<Sessions> nodes = new ArrayList<>();
    private String id = "";

    enum Store {
        MEMORY,
        FILES
    }

    @AfterEach
    void close() {
        nodes.forEach(Sessions::close);
    }

    @ParameterizedTest
    @EnumSource
    void noChangeOfADifferentKeyIsLost(Store store) throws Exception {
        start(store);
        together((session, worker, turn) -> session.put("worker" + worker, turn));
        Session result = nodes.get(0).start(id, Concurrency.READ_ONLY);
        for (int worker = 0; worker < THREADS * NODES; worker++) {
            assertThat(result.getLong("worker" + worker, -1)).isEqualTo(TIMES);
        }
        assertThat(overwritten).hasValue(0);
        assertThat(merged.get()).as("rounds that met another's save").isGreaterThanOrEqualTo(THREADS * NODES - 1);
    }

    @ParameterizedTest
    @EnumSource
    void updatesOfOneKeyAreExact(Store store) throws Exception {
        start(store);
        together((session, worker, turn) -> session.update("count", count -> count.toLong(0) + 1));
        long count = nodes.get(0).start(id, Concurrency.READ_ONLY).getLong("count", 0);
        assertThat(count).isEqualTo((long) THREADS * NODES * TIMES);
        assertThat(overwritten).hasValue(0);
        assertThat(merged.get()).as("rounds that met another's save").isGreaterThanOrEqualTo(THREADS * NODES - 1);
    }

    /** Of those that begin together, each but the first replaces a value that it has not seen. */
    @ParameterizedTest
    @EnumSource
    void ofPutsUnderOneKeyTheLastWinsAndSaysSo(Store store) throws Exception {
        start(store);
        together((session, worker, turn) -> session.put("last", worker * 1000 + turn));
        long last = nodes.get(0).start(id, Concurrency.READ_ONLY).getLong("last", -1);
        assertThat(last % 1000).as("the last turn of some worker").isEqualTo(TIMES);
        assertThat(overwritten.get()).isBetween(THREADS * NODES - 1, merged.get());
    }

    private void start(Store store) {
        Supplier<SessionHandlerFactory> factories = factories(store);
        SessionConfig config = SessionConfig.builder()
                .savePath(store == Store.FILES ? directory.toString() : "")
                .gcProbability(0, 1)
                .build();
        for (int node = 0; node < NODES; node++) {
            nodes.add(Sessions.builder(factories.get())
                    .config(config)
                    .events(counting())
                    .build());
        }
        id = nodes.get(0).run(null, session -> {
            session.put("begun", true);
            return session.id();
        });
    }

    private Supplier<SessionHandlerFactory> factories(Store store) {
        if (store == Store.FILES) {
            return () -> FilesSessionHandlerFactory.connect(directory.toString());
        }
        InMemorySessionStore shared = new InMemorySessionStore();
        return () -> InMemorySessionHandlerFactory.builder().store(shared).build();
    }

    private SessionEvents counting() {
        return new SessionEvents() {
            @Override
            public void merged() {
                merged.incrementAndGet();
            }

            @Override
            public void overwritten(int keys) {
                overwritten.addAndGet(keys);
            }
        };
    }

    private void together(Work work) throws Exception {
        CyclicBarrier allHaveBegun = new CyclicBarrier(THREADS * NODES);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS * NODES);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < THREADS * NODES; worker++) {
                int number = worker;
                all.add(threads.submit(() -> {
                    Sessions node = nodes.get(number % NODES);
                    try (Session first = node.start(id, Concurrency.MERGE)) {
                        work.on(first, number, 1);
                        allHaveBegun.await();
                    }
                    goOn(node, number, work);
                    return number;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void goOn(Sessions node, int worker, Work work) {
        for (int turn = 2; turn <= TIMES; turn++) {
            try (Session session = node.start(id, Concurrency.MERGE)) {
                work.on(session, worker, turn);
            }
        }
    }

    /** One request's changes. */
    @FunctionalInterface
    private interface Work {
        void on(Session session, int worker, int turn);
    }
}
