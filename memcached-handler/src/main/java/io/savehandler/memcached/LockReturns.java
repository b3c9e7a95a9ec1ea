package io.savehandler.memcached;

import io.savehandler.HandlerContext;
import io.savehandler.SessionStoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives locks back: while they are ours, and until their time is over where that fails at first. It does no harm to do it
 * twice. Thread-safe.
 */
final class LockReturns implements AutoCloseable {
    private static final int WAITED_FOR = 2;
    private static final long PAUSE_MILLIS = 250;
    private static final int LOOKS = 5;

    private final LockRules rules;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, LockReturns::thread);
    private volatile boolean closed;

    LockReturns(LockRules rules) {
        this.rules = rules;
    }

    /** Gives back a lock that is held. Waits for it, unless the server has just been silent. */
    void now(MemcachedLease lease) {
        if (isAnswered(lease).isEmpty()) {
            later(lease);
        }
    }

    /**
     * Gives back a lock that may have been taken although no answer came. The server may take it yet: what was sent on a
     * connection that is closed by now is done when the server wakes up, so that it is looked for more than once.
     */
    void uncertain(MemcachedLease lease) {
        Optional<Boolean> given = isAnswered(lease);
        if (given.isEmpty() || !given.get()) {
            until(lease, end(lease), LOOKS);
        }
    }

    /** Nobody waits for it. */
    void later(MemcachedLease lease) {
        until(lease, end(lease), 1);
    }

    /** Whether it was ours and was given back; nothing without an answer. */
    private Optional<Boolean> isAnswered(MemcachedLease lease) {
        LockSteps steps = new LockSteps(rules, lease);
        for (int attempt = 0; !lease.link().isSilent() && attempt < WAITED_FOR; attempt++) {
            try {
                return Optional.of(lease.link().change("unlock", HandlerContext.NO_DEADLINE, steps::giveBack));
            } catch (SessionStoreException e) {
                // What the request came for is done or has failed already.
            }
        }
        return Optional.empty();
    }

    private static long end(MemcachedLease lease) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(lease.seconds());
    }

    private void until(MemcachedLease lease, long end, int looks) {
        LockSteps steps = new LockSteps(rules, lease);
        CompletionStage<?> unused = lease.link()
                .connection()
                .thenCompose(steps::giveBack)
                .handle((given, failure) -> failure != null ? looks : given ? 0 : looks - 1)
                .thenAccept(left -> {
                    if (left > 0 && !closed && System.nanoTime() - end < 0) {
                        later(() -> until(lease, end, left));
                    }
                });
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
