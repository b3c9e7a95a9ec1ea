package io.savehandler.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One lease that {@link LeaseRenewals} extends. Thread-safe. */
public final class RenewedLease {
    private static final CompletableFuture<@Nullable Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final CompletionStage<@Nullable Void> NOTHING_UNDER_WAY = NOTHING.minimalCompletionStage();

    private final LeaseRenewals renewals;
    private final long everyNanos;
    private final long lastStart;
    private final Supplier<? extends CompletionStage<Boolean>> extend;
    private Optional<Future<?>> next = Optional.empty();
    private CompletableFuture<@Nullable Void> underWay = NOTHING;
    private boolean stopped;
    private boolean lost;
    private Optional<Throwable> failure = Optional.empty();

    RenewedLease(
            LeaseRenewals renewals,
            long everyNanos,
            long lastStart,
            Supplier<? extends CompletionStage<Boolean>> extend) {
        this.renewals = renewals;
        this.everyNanos = everyNanos;
        this.lastStart = lastStart;
        this.extend = extend;
    }

    /**
     * Ends the renewal. No extension starts after this has returned. May be called more than once, by any thread.
     *
     * @return done as soon as no extension is under way either, which is nearly always at once. To be waited for, within a
     *     time, where one that overtakes the release would bring the lock back; not where both name the lock's own token
     */
    public synchronized CompletionStage<@Nullable Void> stop() {
        stopped = true;
        next.ifPresent(task -> task.cancel(false));
        return underWay.isDone() ? NOTHING_UNDER_WAY : underWay.minimalCompletionStage();
    }

    /** Whether an extension found that the lease is another's by now, or nobody's. */
    public synchronized boolean isLost() {
        return lost;
    }

    /** Why the last extension failed, if that has ended the renewal. The lease may then run out any time. */
    public synchronized Optional<Throwable> failure() {
        return failure;
    }

    /** Schedules an extension for one interval after a point in time, unless it would come too late. */
    synchronized void scheduleNext(long from, long now) {
        long due = from + everyNanos;
        if (stopped || due - lastStart > 0) {
            return;
        }
        next = renewals.after(Math.max(0, due - now), this::extendNow);
    }

    private synchronized void extendNow() {
        long start = renewals.now();
        if (stopped || start - lastStart > 0) {
            return;
        }
        CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();
        underWay = answered;
        answer().whenComplete((ours, thrown) -> {
            take(ours, thrown, start);
            answered.complete(null);
        });
    }

    @SuppressWarnings("CatchingUnchecked") // whatever is thrown ends the renewal and is kept
    private CompletionStage<Boolean> answer() {
        try {
            return Objects.requireNonNull(extend.get(), "the answer to an extension");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void take(@Nullable Boolean ours, @Nullable Throwable thrown, long start) {
        if (thrown != null || ours == null) {
            failure = Optional.of(thrown == null ? new NullPointerException("an extension answered null") : thrown);
        } else if (ours) {
            scheduleNext(start, renewals.now());
        } else {
            lost = true;
        }
    }
}
