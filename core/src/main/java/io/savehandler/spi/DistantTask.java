package io.savehandler.spi;

import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task that leaves its set, and later its executor's queue, when it is cancelled. Thread-safe. */
final class DistantTask extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {
    private final long due;
    private final Set<DistantTask> waiting;
    private volatile @Nullable ScheduledFuture<?> place;

    /**
     * @param due as {@link System#nanoTime} goes
     * @param waiting holds the task until it is due soon
     */
    DistantTask(Runnable task, long due, Set<DistantTask> waiting) {
        super(task, null);
        this.due = due;
        this.waiting = waiting;
    }

    boolean isDueBefore(long time) {
        return due - time < 0;
    }

    /** @param newPlace in the executor's queue */
    void scheduledAs(ScheduledFuture<?> newPlace) {
        place = newPlace;
        if (isCancelled()) {
            newPlace.cancel(false);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        waiting.remove(this);
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        ScheduledFuture<?> present = place;
        if (present != null) {
            present.cancel(false);
        }
        return cancelled;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
