package io.savehandler.memcached;

import io.savehandler.HandlerContext;
import io.savehandler.SessionStoreException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives locks back: while they are ours, and until their time is over where that fails at first. It does no harm to do it
 * twice. Thread-safe.
 */
final class LockReturns implements AutoCloseable {
    private static final int WAITED_FOR = 2;
    private static final long PAUSE_MILLIS = 250;

    private final LockRules rules;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, LockReturns::thread);
    private volatile boolean closed;

    LockReturns(LockRules rules) {
        this.rules = rules;
    }

    /** Waits for it, unless the server has just been silent. */
    void now(MemcachedLease lease) {
        for (int attempt = 0; !lease.link().isSilent() && attempt < WAITED_FOR; attempt++) {
            try {
                LockSteps steps = new LockSteps(rules, lease);
                Boolean unused = lease.link().change("unlock", HandlerContext.NO_DEADLINE, steps::giveBack);
                return;
            } catch (SessionStoreException e) {
                // What the request came for is done or has failed already.
            }
        }
        later(lease);
    }

    /** Nobody waits for it. */
    void later(MemcachedLease lease) {
        until(lease, System.nanoTime() + TimeUnit.SECONDS.toNanos(lease.seconds()));
    }

    private void until(MemcachedLease lease, long end) {
        LockSteps steps = new LockSteps(rules, lease);
        CompletionStage<?> unused = lease.link()
                .connection()
                .thenCompose(steps::giveBack)
                .whenComplete((done, failure) -> tryAgain(lease, end, failure));
    }

    private void tryAgain(MemcachedLease lease, long end, @Nullable Throwable failure) {
        if (failure != null && !closed && System.nanoTime() - end < 0) {
            later(() -> until(lease, end));
        }
    }

    /** In the middle of an attempt, which reports a failure. */
    static void giveBack(LockRules rules, MemcachedLease lease, MemcachedRequestContext context) {
        LockSteps steps = new LockSteps(rules, lease);
        Boolean unused = lease.link().change("unlock", context.timeLeft(), steps::giveBack);
    }

    private void later(Runnable task) {
        try {
            ScheduledFuture<?> unused = timer.schedule(task, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed; the lock runs out by itself.
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "savehandler-memcached-lock-returns");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        closed = true;
        List<Runnable> unused = timer.shutdownNow();
    }
}
