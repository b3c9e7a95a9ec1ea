package io.savehandler.spi;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One daemon thread, made for tasks that are nearly all cancelled long before they are due. Such tasks wait in a set, where
 * coming and going costs little; once a beat, a second, those that are due soon get a place in the executor's queue.
 */
final class LeaseTimer extends ScheduledThreadPoolExecutor {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final long beatNanos;
    private final long soonNanos;
    private final Set<DistantTask> distant = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean beating = new AtomicBoolean();

    LeaseTimer() {
        this(BEAT, BEAT.multipliedBy(2));
    }

    /**
     * @param beat how often what is due soon is looked for
     * @param soon what is due within that time gets a place in the queue; longer than a beat
     */
    LeaseTimer(Duration beat, Duration soon) {
        super(1, task -> {
            Thread thread = new Thread(task, "savehandler-lease-renewals");
            thread.setDaemon(true);
            return thread;
        });
        setRemoveOnCancelPolicy(true);
        beatNanos = beat.toNanos();
        soonNanos = soon.toNanos();
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        long nanos = unit.toNanos(delay);
        if (nanos <= soonNanos || isShutdown()) {
            return super.schedule(task, delay, unit);
        }
        DistantTask waiting = new DistantTask(task, System.nanoTime() + nanos, distant);
        distant.add(waiting);
        beginToBeat();
        return waiting;
    }

    /** How many tasks are not due soon. */
    int waiting() {
        return distant.size();
    }

    private void beginToBeat() {
        if (!beating.get() && beating.compareAndSet(false, true)) {
            beatLater();
        }
    }

    private void beatLater() {
        ScheduledFuture<?> unused = super.schedule(this::beat, beatNanos, TimeUnit.NANOSECONDS);
    }

    /** One that is cancelled meanwhile leaves the queue again. */
    private boolean enqueue(DistantTask task) {
        task.scheduledAs(super.schedule(task, task.getDelay(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS));
        return true;
    }

    private void beat() {
        long soon = System.nanoTime() + soonNanos;
        distant.removeIf(task -> task.isDueBefore(soon) && enqueue(task));
        if (!distant.isEmpty()) {
            beatLater();
            return;
        }
        beating.set(false);
        if (!distant.isEmpty()) {
            beginToBeat();
        }
    }
}
