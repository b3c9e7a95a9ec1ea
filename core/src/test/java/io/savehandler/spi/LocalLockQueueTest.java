package io.savehandler.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalLockQueueTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final LocalLockQueue queue = new LocalLockQueue();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void nothingIsLeft() {
        threads.shutdownNow();
        assertThat(queue.size()).isZero();
    }

    @Test
    void letsEveryoneInAfterTheOtherInTheOrderOfArrival() throws Exception {
        LocalLockQueue.Place first = enter("a");
        assertThat(first.hasWaited()).isFalse();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Future<?>> waiting = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.add(threads.submit(() -> {
                LocalLockQueue.Place place = enter("a");
                assertThat(place.hasWaited()).isTrue();
                order.add(number);
                place.close();
            }));
            awaitWaiting("a", i + 1);
        }
        assertThat(order).isEmpty();
        first.close();
        for (Future<?> turn : waiting) {
            turn.get();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void sessionsDoNotDisturbEachOther() {
        try (LocalLockQueue.Place a = enter("a");
                LocalLockQueue.Place b = enter("b")) {
            assertThat(a).isNotSameAs(b);
            assertThat(queue.size()).isEqualTo(2);
        }
    }

    @Test
    void aPlaceMayBeLeftTwiceAndByAnotherThread() throws Exception {
        LocalLockQueue.Place first = enter("a");
        threads.submit(first::close).get();
        try (LocalLockQueue.Place second = enter("a")) {
            first.close();
            assertThatThrownBy(() -> queue.enter("a", within(Duration.ZERO)))
                    .isInstanceOf(SessionLockTimeoutException.class);
            assertThat(second).isNotNull();
        }
    }

    @Test
    void givingUpLeavesTheLine() {
        try (LocalLockQueue.Place holder = enter("a")) {
            assertThatThrownBy(() -> queue.enter("a", within(Duration.ofMillis(5))))
                    .isInstanceOf(SessionLockTimeoutException.class);
            assertThat(queue.isOccupied("a")).isTrue();
            assertThat(holder).isNotNull();
        }
        assertThat(queue.isOccupied("a")).isFalse();
    }

    @Test
    void anInterruptLeavesTheLine() {
        try (LocalLockQueue.Place holder = enter("a")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> enter("a")).isInstanceOf(SessionInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(holder).isNotNull();
        }
    }

    @Test
    void tryingTakesOnlyAnEmptyLineAndKeepsOthersOut() {
        try (LocalLockQueue.Place mine = queue.tryEnter("a").orElseThrow()) {
            assertThat(mine).isNotNull();
            assertThat(queue.tryEnter("a")).isEmpty();
            assertThatThrownBy(() -> queue.enter("a", within(Duration.ZERO)))
                    .isInstanceOf(SessionLockTimeoutException.class);
        }
        queue.tryEnter("a").orElseThrow().close();
    }

    private LocalLockQueue.Place enter(String key) {
        return queue.enter(key, LockAttempts.begin(HandlerContext.defaults()));
    }

    private static LockAttempts within(Duration timeout) {
        return LockAttempts.begin(LockAttemptsTest.waiting(timeout, LONG));
    }

    private void awaitWaiting(String key, int waiters) {
        while (queue.waiting(key) < waiters) {
            Thread.onSpinWait();
        }
    }
}
