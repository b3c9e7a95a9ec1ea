package io.savehandler.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps the locks of running requests alive in a store that lets every lock run out: extends their leases from one daemon
 * thread, which starts with the first lease. A factory owns one and closes it. Thread-safe; made for many thousands of
 * leases, most of which are given back before they had to be extended.
 */
public final class LeaseRenewals implements AutoCloseable {
    private static final long LONGEST_CLOSE_SECONDS = 10;

    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;

    /** Nothing to extend yet, and no thread. */
    public LeaseRenewals() {
        this(new LeaseTimer(), System::nanoTime);
    }

    LeaseRenewals(ScheduledExecutorService scheduler, LongSupplier nanoTime) {
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
    }

    /**
     * Has a lease extended again and again, until it is stopped, lost, or held for too long. One extension follows another;
     * two of one lease never overlap.
     *
     * @param every from the start of one extension to the start of the next, well below the lease's own time: a third of it
     *     survives one that fails
     * @param maxHold how long after this call the last extension may start; zero or less means none at all
     * @param extend sends one extension to the store without waiting for the answer, for it runs on the thread that all
     *     leases share; a driver that can only block is called on an executor. The answer is true while the lease is still
     *     the caller's, as far as known: an extension that has failed, but is worth another attempt, answers true too. False
     *     means that the lease is lost. After false, or an exception of either kind, nothing is extended any more
     * @return to be stopped before the lock is given back
     * @throws IllegalArgumentException if {@code every} is not positive
     * @throws IllegalStateException if this is closed
     */
    public RenewedLease renew(Duration every, Duration maxHold, Supplier<? extends CompletionStage<Boolean>> extend) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("every must be positive: " + every);
        }
        Objects.requireNonNull(extend, "extend");
        long interval = LockAttempts.nanos(every);
        long now = nanoTime.getAsLong();
        long lastStart = now + LockAttempts.nanos(maxHold);
        RenewedLease lease = new RenewedLease(this, interval, lastStart, extend);
        if (scheduler.isShutdown()) {
            throw new IllegalStateException("these renewals are closed; a factory closes them last");
        }
        lease.scheduleNext(now, now);
        return lease;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Nothing once this is closed. */
    Optional<Future<?>> after(long nanos, Runnable task) {
        try {
            return Optional.of(scheduler.schedule(task, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    /** Extends nothing any more and ends the thread. An extension that was sent before may still be under way. */
    @Override
    public void close() {
        scheduler.shutdown();
        try {
            scheduler.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
