package io.savehandler.contention;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** Requests that want the same lock: one holds it at a time, and who gave up or was interrupted leaves no trace. */
public class LockedKeys {
    private static final String KEY = "key";
    private static final HandlerContext PATIENT = waiting(Duration.ofDays(1));
    private static final HandlerContext IMPATIENT = waiting(Duration.ZERO);

    private final LocalLockQueue queue = new LocalLockQueue();
    private final AtomicBoolean inside = new AtomicBoolean();
    private int count;

    /** Waits for the lock and counts under it. */
    @Operation
    public int count() {
        try (LocalLockQueue.Place place = queue.enter(KEY, LockAttempts.begin(PATIENT))) {
            return counted();
        }
    }

    /** Takes the lock if it is free, or else waits for it. */
    @Operation
    public int countAtOnceOrLater() {
        Optional<LocalLockQueue.Place> free = queue.tryEnter(KEY);
        if (free.isEmpty()) {
            return count();
        }
        try (LocalLockQueue.Place place = free.get()) {
            return counted();
        }
    }

    /** Takes the lock if that needs no waiting. */
    @Operation
    public void tryWithoutPatience() {
        try (LocalLockQueue.Place place = queue.enter(KEY, LockAttempts.begin(IMPATIENT))) {
            alone(() -> {});
        } catch (SessionLockTimeoutException e) {
            requireNothing(Thread.interrupted(), "a time-out does not interrupt");
        }
    }

    /** Comes to the lock with an interrupt pending. */
    @Operation
    public void beInterrupted() {
        Thread.currentThread().interrupt();
        try (LocalLockQueue.Place place = queue.enter(KEY, LockAttempts.begin(PATIENT))) {
            requireNothing(true, "the interrupt was overlooked");
        } catch (SessionInterruptedException e) {
            requireNothing(!Thread.interrupted(), "the interrupt was forgotten");
        }
    }

    /** Nobody holds the lock, nobody waits. */
    @Validate
    public void nothingIsLeft() {
        requireNothing(queue.size() != 0 || queue.isOccupied(KEY), "somebody is left in the line");
    }

    private int counted() {
        int[] result = new int[1];
        alone(() -> result[0] = ++count);
        return result[0];
    }

    private void alone(Runnable work) {
        requireNothing(!inside.compareAndSet(false, true), "two are inside");
        work.run();
        inside.set(false);
    }

    private static void requireNothing(boolean wrong, String what) {
        if (wrong) {
            throw new IllegalStateException(what);
        }
    }

    private static HandlerContext waiting(Duration timeout) {
        return HandlerContext.builder()
                .lock(LockSettings.builder().waitTimeout(timeout).build())
                .build();
    }
}
