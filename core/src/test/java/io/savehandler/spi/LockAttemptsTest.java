package io.savehandler.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LockAttemptsTest {
    @Test
    void triesUntilItSucceeds() {
        AtomicInteger tries = new AtomicInteger();
        LockAttempts.begin(HandlerContext.defaults()).until(() -> tries.incrementAndGet() == 5);
        assertThat(tries).hasValue(5);
    }

    @Test
    void triesOnceWhenThereIsNoTime() {
        AtomicInteger tries = new AtomicInteger();
        LockAttempts attempts = LockAttempts.begin(waiting(Duration.ZERO, Duration.ofDays(1)));
        assertThatThrownBy(() -> attempts.until(() -> tries.incrementAndGet() < 0))
                .isInstanceOf(SessionLockTimeoutException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void tellsHowLongItWaited() {
        Duration wait = Duration.ofMillis(30);
        LockAttempts attempts = LockAttempts.begin(waiting(wait, Duration.ofDays(1)));
        assertThatThrownBy(() -> attempts.until(() -> false))
                .isInstanceOfSatisfying(
                        SessionLockTimeoutException.class,
                        e -> assertThat(e.waited()).isBetween(wait, Duration.ofSeconds(20)));
    }

    @Test
    void waitsNoLongerThanTheRequestHasTime() {
        LockAttempts attempts = LockAttempts.begin(waiting(Duration.ofDays(1), Duration.ofMillis(20)));
        assertThatThrownBy(() -> attempts.until(() -> false)).isInstanceOf(SessionLockTimeoutException.class);
        LockAttempts late = LockAttempts.begin(waiting(Duration.ofDays(1), Duration.ofSeconds(-1)));
        assertThatThrownBy(() -> late.until(() -> false)).isInstanceOf(SessionLockTimeoutException.class);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        Thread.currentThread().interrupt();
        LockAttempts attempts = LockAttempts.begin(HandlerContext.defaults());
        assertThatThrownBy(() -> attempts.until(() -> false))
                .isInstanceOf(SessionInterruptedException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    static HandlerContext waiting(Duration timeout, Duration timeLeft) {
        return HandlerContext.builder()
                .lock(LockSettings.builder().waitTimeout(timeout).build())
                .timeLeft(() -> timeLeft)
                .build();
    }
}
