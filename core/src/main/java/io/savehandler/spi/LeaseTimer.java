package io.savehandler.spi;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One daemon thread, made for tasks that are nearly all cancelled long before they are due. A task that is due first of all
 * wakes the thread when it comes and again when it goes; so, while tasks keep coming, a beat of its own comes first.
 */
final class LeaseTimer extends ScheduledThreadPoolExecutor {
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean used;

    LeaseTimer() {
        super(1, task -> {
            Thread thread = new Thread(task, "savehandler-lease-renewals");
            thread.setDaemon(true);
            return thread;
        });
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (unit.toNanos(delay) > BEAT_NANOS) {
            keepBeating();
        }
        return super.schedule(task, delay, unit);
    }

    private void keepBeating() {
        if (!used) {
            used = true;
        }
        if (!beating.get() && beating.compareAndSet(false, true)) {
            beatLater();
        }
    }

    private void beatLater() {
        ScheduledFuture<?> unused = super.schedule(this::beat, BEAT_NANOS, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        if (used) {
            used = false;
            beatLater();
        } else {
            beating.set(false);
        }
    }
}
