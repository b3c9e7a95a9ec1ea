package io.savehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.php.PhpValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests that merge into one session at the same time. */
@Timeout(120)
class CrowdedMergeTest {
    private final InMemorySessionStore memory = new InMemorySessionStore();
    private final List<DistantStore> stores = List.of(new DistantStore(memory), new DistantStore(memory));
    private final List<Sessions> nodes =
            stores.stream().map(store -> Sessions.builder(store).build()).toList();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch isFirst = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final String id = nodes.get(0).run(null, session -> {
        session.put("begun", true);
        return session.id();
    });

    @AfterEach
    void stop() {
        threads.shutdownNow();
        for (Sessions node : nodes) {
            assertThat(node.mergeLine().size()).as("nobody is left in line").isZero();
        }
    }

    private int attempts() {
        return stores.stream().mapToInt(store -> store.attempts.get()).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void attemptsGrowWithTheRequestsAndNotWithTheirSquare(int perNode) throws Exception {
        int requests = perNode * nodes.size();
        CyclicBarrier allHaveRead = new CyclicBarrier(requests);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            int number = i;
            all.add(threads.submit(() -> {
                try (Session session = nodes.get(number % nodes.size()).start(id, Concurrency.MERGE)) {
                    session.put("n" + number, number);
                    allHaveRead.await();
                }
                return number;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(nodes.get(0).start(id, Concurrency.READ_ONLY).keys()).hasSize(requests + 1);
        assertThat(attempts()).isBetween(2 * requests - 1, 3 * requests);
    }

    @Test
    void newIdsComeOneAfterTheOtherToo() throws Exception {
        Future<?> first = conflictThatStaysFirst(nodes.get(0));
        Session late = conflict(nodes.get(0));
        Future<?> moved = threads.submit(() -> {
            late.regenerateId(true);
            late.close();
        });
        while (nodes.get(0).mergeLine().waiting(id) == 0) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        first.get();
        moved.get();
        assertThat(nodes.get(0).start(late.id(), Concurrency.READ_ONLY).keys()).contains("slow", "late");
    }

    @Test
    void whoHasWaitedForLongEnoughTriesAgainOutOfLine() throws Exception {
        LockSettings atOnce = LockSettings.builder().waitTimeout(Duration.ZERO).build();
        Sessions hasty = Sessions.builder(stores.get(0))
                .config(SessionConfig.builder().lock(atOnce).build())
                .build();
        outOfLine(hasty);
    }

    @Test
    void whoseTimeIsOverTriesAgainOutOfLine() throws Exception {
        Sessions hasty = Sessions.builder(stores.get(0))
                .requestTimeout(Duration.ofNanos(1))
                .build();
        outOfLine(hasty);
    }

    private void outOfLine(Sessions node) throws Exception {
        Future<?> first = conflictThatStaysFirst(node);
        conflict(node).close();
        assertThat(first.isDone()).isFalse();
        goOn.countDown();
        first.get();
        assertThat(node.start(id, Concurrency.READ_ONLY).keys()).contains("slow", "late");
        assertThat(node.mergeLine().size()).isZero();
    }

    @Test
    void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
        Future<?> first = conflictThatStaysFirst(nodes.get(0));
        Session late = conflict(nodes.get(0));
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            late.close();
            return Thread.interrupted();
        });
        assertThat(interrupted.get()).as("the flag is set again").isTrue();
        goOn.countDown();
        first.get();
        assertThat(nodes.get(0).start(id, Concurrency.READ_ONLY).keys()).contains("slow", "late");
    }

    @Test
    void aChangeThatFailsWhenItIsMadeAgainLetsTheNextOneIn() {
        AtomicInteger calls = new AtomicInteger();
        Session failing = nodes.get(0).start(id, Concurrency.MERGE);
        failing.update("failing", value -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("told to fail");
            }
            return PhpValue.of(true);
        });
        saveElsewhere();
        assertThatThrownBy(failing::close).hasMessage("told to fail");
        conflict(nodes.get(0)).close();
        assertThat(nodes.get(0).start(id, Concurrency.READ_ONLY).keys()).contains("late");
    }

    @Test
    void aChangeThatMergesIntoTheSameSessionDoesNotWaitForItself() {
        AtomicInteger calls = new AtomicInteger();
        Session outer = nodes.get(0).start(id, Concurrency.MERGE);
        outer.update("outer", value -> {
            if (calls.incrementAndGet() == 2) {
                conflict(nodes.get(0)).close();
            }
            return PhpValue.of(true);
        });
        saveElsewhere();
        outer.close();
        assertThat(nodes.get(0).start(id, Concurrency.READ_ONLY).keys()).contains("outer", "late");
    }

    /** The other node's save that a request of this one has not seen. */
    private void saveElsewhere() {
        nodes.get(1).run(id, Concurrency.MERGE, session -> session.update("elsewhere", v -> v.toLong(0) + 1));
    }

    /** A request whose save will meet another. */
    private Session conflict(Sessions node) {
        Session late = node.start(id, Concurrency.MERGE);
        late.put("late", true);
        saveElsewhere();
        return late;
    }

    /** Has a request take the first place in a node's line and stay there until it may go on. */
    private Future<?> conflictThatStaysFirst(Sessions node) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Session slow = node.start(id, Concurrency.MERGE);
        slow.update("slow", value -> {
            if (calls.incrementAndGet() == 2) {
                isFirst.countDown();
                awaitQuietly(goOn);
            }
            return PhpValue.of(true);
        });
        saveElsewhere();
        Future<?> first = threads.submit(slow::close);
        isFirst.await();
        return first;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
