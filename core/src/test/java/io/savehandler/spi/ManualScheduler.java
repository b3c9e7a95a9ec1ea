package io.savehandler.spi;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks when the test says that time has passed, on the test's thread. The executor inside only keeps them. */
final class ManualScheduler extends ScheduledThreadPoolExecutor {
    private static final long NEVER_BY_ITSELF_DAYS = 1000;

    /** System.nanoTime may overflow at any moment; here it does after 20 s. */
    private static final long ORIGIN = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(20);

    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long elapsed;

    ManualScheduler() {
        super(1);
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    synchronized long nanoTime() {
        return ORIGIN + elapsed;
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        ScheduledFuture<?> future = super.schedule(task, NEVER_BY_ITSELF_DAYS, TimeUnit.DAYS);
        waiting.add(new Due(elapsed + unit.toNanos(delay), (RunnableScheduledFuture<?>) future));
        return future;
    }

    /** Lets time pass, in steps from one due task to the next. */
    void advance(long seconds) {
        long end = elapsed() + TimeUnit.SECONDS.toNanos(seconds);
        for (Optional<Due> due = next(end); due.isPresent(); due = next(end)) {
            due.get().task().run();
        }
        moveTo(end);
    }

    /** How many tasks wait that nobody has cancelled. */
    int scheduled() {
        return getQueue().size();
    }

    private synchronized Optional<Due> next(long end) {
        Due first = waiting.peek();
        if (first == null || first.at() > end) {
            return Optional.empty();
        }
        waiting.remove();
        getQueue().remove(first.task());
        elapsed = Math.max(first.at(), elapsed);
        return Optional.of(first);
    }

    private synchronized long elapsed() {
        return elapsed;
    }

    private synchronized void moveTo(long time) {
        elapsed = time;
    }

    private record Due(long at, RunnableScheduledFuture<?> task) {}
}
