package io.savehandler.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LeaseTimerTest {
    private final LeaseTimer timer = new LeaseTimer();

    @AfterEach
    void close() throws InterruptedException {
        timer.shutdown();
        assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDistantTaskRunsWhenItIsDue() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        long start = System.nanoTime();
        Future<?> task = timer.schedule(ran::countDown, 2_100, TimeUnit.MILLISECONDS);
        assertThat(timer.waiting()).isEqualTo(1);
        task.get(30, TimeUnit.SECONDS);
        assertThat(ran.getCount()).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(2_100));
        assertThat(timer.waiting()).isZero();
        assertThat(timer.getQueue()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void cancelledTasksLeaveNothingBehind() {
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            tasks.add(timer.schedule(() -> {}, 60 + i, TimeUnit.SECONDS));
        }
        assertThat(timer.waiting()).isEqualTo(10_000);
        assertThat(timer.getQueue()).hasSizeLessThanOrEqualTo(1);
        tasks.forEach(task -> assertThat(task.cancel(false)).isTrue());
        assertThat(timer.waiting()).isZero();
        assertThat(timer.getQueue()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @Timeout(30)
    void aTaskThatIsDueSoonCanBeCancelledToo() {
        LeaseTimer hasty = new LeaseTimer(Duration.ofMillis(1), Duration.ofMinutes(10));
        Future<?> task = hasty.schedule(() -> {}, Duration.ofMinutes(10).toMillis() + 50, TimeUnit.MILLISECONDS);
        while (hasty.waiting() > 0) {
            Thread.onSpinWait();
        }
        assertThat(hasty.getQueue()).hasSize(1);
        assertThat(task.cancel(false)).isTrue();
        assertThat(hasty.getQueue()).isEmpty();
        hasty.shutdown();
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        Future<?> before = timer.schedule(() -> {}, 10, TimeUnit.SECONDS);
        timer.shutdown();
        assertThat(before.isDone()).isFalse();
        assertThatThrownBy(() -> timer.schedule(() -> {}, 10, TimeUnit.SECONDS))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
