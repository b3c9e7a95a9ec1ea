package io.savehandler.spi;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One request's wait for one lock: first in the line of its own JVM, then at the store, within one bound. The only retry
 * loop in the library. Used by one thread.
 */
public final class LockAttempts {
    private static final Duration LONGEST_WAIT = Duration.ofDays(3650);

    private final HandlerContext context;
    private final LockSettings settings;
    private final long start = System.nanoTime();
    private final long boundNanos;

    private LockAttempts(HandlerContext context, long boundNanos) {
        this.context = context;
        this.settings = context.lock();
        this.boundNanos = boundNanos;
    }

    /**
     * Starts the clock of a wait.
     *
     * @param context whose lock settings and remaining time bound the wait
     */
    public static LockAttempts begin(HandlerContext context) {
        long bound = Math.min(nanos(context.lock().waitTimeout()), nanos(context.timeLeft()));
        return new LockAttempts(context, bound);
    }

    /**
     * Tries until it succeeds, with growing and jittered pauses. Tries at least once, however little time is left.
     *
     * @param tryAcquire takes the lock without waiting and tells whether it did
     * @throws SessionLockTimeoutException if the time is up
     * @throws SessionInterruptedException if the thread was interrupted; its flag is set again
     */
    public void until(BooleanSupplier tryAcquire) {
        long pause = settings.retryInterval().toNanos();
        long longest = settings.maxRetryInterval().toNanos();
        if (tryAcquire.getAsBoolean()) {
            return;
        }
        long since = System.nanoTime();
        do {
            long left = remainingNanos();
            if (left <= 0) {
                throw timedOut();
            }
            sleep(Math.min(left, ThreadLocalRandom.current().nextLong(pause / 2, pause + 1)));
            pause = Math.min(longest, pause * 2);
        } while (!tryAcquire.getAsBoolean());
        context.lockWaited(Duration.ofNanos(System.nanoTime() - since));
    }

    /** How much longer the wait may take; zero once the time is up. For a handler that has its store wait. */
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** An interrupt is not overlooked where there is nothing to wait for. */
    void requireUninterrupted() {
        if (Thread.interrupted()) {
            throw interrupted(new InterruptedException());
        }
    }

    boolean awaitTurn(Semaphore turn) {
        try {
            if (LocalLockQueue.acquire(turn, 0)) {
                return true;
            }
            long since = System.nanoTime();
            if (LocalLockQueue.acquire(turn, remainingNanos())) {
                context.lockWaited(Duration.ofNanos(System.nanoTime() - since));
                return true;
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throw timedOut();
    }

    private void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SessionInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SessionInterruptedException(e);
    }

    private SessionLockTimeoutException timedOut() {
        return new SessionLockTimeoutException(Duration.ofNanos(System.nanoTime() - start));
    }

    private long remainingNanos() {
        return boundNanos - (System.nanoTime() - start);
    }

    static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : duration).toNanos();
    }
}
