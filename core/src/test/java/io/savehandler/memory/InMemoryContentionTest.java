package io.savehandler.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InMemoryContentionTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 2_000;
    private static final int SESSIONS = 3;

    private final InMemorySessionHandlerFactory factory = InMemorySessionHandlerFactory.create();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void noLockIsLeft() {
        threads.shutdownNow();
        assertThat(factory.store().locked()).isZero();
    }

    @Test
    void underLocksEveryIncrementCountsAndNoTwoRequestsAreInOneSession() throws Exception {
        AtomicIntegerArray inside = new AtomicIntegerArray(SESSIONS);
        AtomicInteger together = new AtomicInteger();
        onAllThreads((thread, round) -> {
            int session = (thread + round) % SESSIONS;
            try (SessionHandler handler = handler(true)) {
                String id = "session" + session;
                int count = number(handler.read(id));
                if (inside.incrementAndGet(session) != 1) {
                    together.incrementAndGet();
                }
                if (round % 16 == 0) {
                    LockSupport.parkNanos(1);
                }
                inside.decrementAndGet(session);
                handler.write(id, bytes(count + 1));
            }
        });
        assertThat(together).hasValue(0);
        assertThat(total()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void withoutLocksComparingAndSettingLosesNothing() throws Exception {
        AtomicInteger conflicts = new AtomicInteger();
        CyclicBarrier allHaveRead = new CyclicBarrier(THREADS);
        onAllThreads((thread, round) -> {
            try (SessionHandler handler = handler(false)) {
                int count = number(handler.read("session0"));
                if (round == 0) {
                    allHaveRead.await();
                }
                while (!handler.writeIfUnchanged("session0", bytes(count + 1))) {
                    conflicts.incrementAndGet();
                    count = number(handler.read("session0"));
                }
            }
        });
        assertThat(total()).isEqualTo(THREADS * ROUNDS);
        assertThat(conflicts).hasValueGreaterThanOrEqualTo(THREADS - 1);
    }

    @Test
    void aNewIdIsWonByExactlyOne() throws Exception {
        AtomicInteger won = new AtomicInteger();
        onAllThreads((thread, round) -> {
            String old = "old" + thread;
            try (SessionHandler handler = handler(round % 2 == 0)) {
                handler.write(old, bytes(round));
                handler.read(old);
                if (handler.regenerate(new Regeneration(old, "new" + round, bytes(round), true))
                        == Regeneration.Outcome.DONE) {
                    won.incrementAndGet();
                }
            }
        });
        assertThat(won).hasValue(ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(factory.store().find("new" + round)).hasValue(bytes(round));
        }
    }

    private void onAllThreads(Step step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            Callable<?> task = () -> {
                start.await();
                for (int round = 0; round < ROUNDS; round++) {
                    step.run(thread, round);
                }
                return thread;
            };
            running.add(threads.submit(task));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
    }

    private SessionHandler handler(boolean locking) {
        return factory.newHandler(HandlerContext.builder().locking(locking).build());
    }

    private int total() {
        int total = 0;
        for (int i = 0; i < SESSIONS; i++) {
            total += number(factory.store().find("session" + i).orElse(new byte[0]));
        }
        return total;
    }

    private static int number(byte[] data) {
        return data.length == 0 ? 0 : Integer.parseInt(new String(data, UTF_8));
    }

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }

    private interface Step {
        void run(int thread, int round) throws InterruptedException, BrokenBarrierException;
    }
}
