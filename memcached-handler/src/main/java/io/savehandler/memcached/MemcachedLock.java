package io.savehandler.memcached;

import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LeaseRenewals;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import io.savehandler.spi.RenewedLease;
import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one lock that a request holds at a time; taking another session's gives the first one back. Not thread-safe. */
final class MemcachedLock {
    /** How often a lease is renewed in its own time: one renewal that fails is not the end. */
    private static final int RENEWALS = 3;

    private final MemcachedNodes nodes;
    private final MemcachedStore store;
    private final MemcachedRequestContext context;
    private final LeaseRenewals renewals;
    private final LockReturns returns;
    private @Nullable MemcachedLease lease;
    private @Nullable RenewedLease renewal;

    MemcachedLock(
            MemcachedNodes nodes,
            MemcachedStore store,
            MemcachedRequestContext context,
            LeaseRenewals renewals,
            LockReturns returns) {
        this.nodes = nodes;
        this.store = store;
        this.context = context;
        this.renewals = renewals;
        this.returns = returns;
    }

    boolean isWanted() {
        return context.locking() && !context.readOnly();
    }

    boolean isOn(String id) {
        return lease != null && lease.id().equals(id);
    }

    /**
     * Waits for a session's lock, takes it and reads the session.
     *
     * @param unknownToo whether an id that the store knows nothing about is locked as well
     * @return what the store holds; without a session, the lock is held only if unknown ids are locked
     */
    MemcachedSighting acquire(String id, boolean unknownToo) {
        release();
        long begin = System.nanoTime();
        long latest = StoreReply.deadline(context.mostWait());
        LockAttempts attempts = LockAttempts.begin(context);
        LocalLockQueue.Place place = nodes.queue().enter(id, attempts);
        LockAcquisition acquisition = new LockAcquisition(nodes, store, context, id, place, unknownToo, true);
        boolean held = false;
        try {
            attempts.until(acquisition::attempt);
            held = acquisition.isHeld();
            return acquisition.seen();
        } catch (SessionStoreException e) {
            acquisition.mayBeHeld().ifPresent(returns::uncertain);
            throw acquisition.wasBusy() && System.nanoTime() - latest >= 0 ? gaveUp(begin, e) : e;
        } finally {
            acquisition.abandoned().forEach(returns::uncertain);
            if (held) {
                hold(acquisition.lease());
            } else {
                place.close();
            }
        }
    }

    /**
     * Tries once to take the lock of a session that nobody knows yet.
     *
     * @return null where somebody has it
     */
    @Nullable MemcachedLease tryNew(String id, LocalLockQueue.Place place) {
        LockAcquisition acquisition = new LockAcquisition(nodes, store, context, id, place, true, false);
        try {
            return acquisition.attempt() ? acquisition.lease() : null;
        } catch (SessionStoreException e) {
            acquisition.mayBeHeld().ifPresent(returns::uncertain);
            throw e;
        }
    }

    /** Gives back the lock that is held, and holds another. */
    void moveTo(MemcachedLease moved) {
        release();
        hold(moved);
    }

    /** Gives back a lock that was never held by this request for good. */
    void giveBack(MemcachedLease taken) {
        returns.now(taken);
    }

    /**
     * Sees to it that no write is sent that could arrive when the lock is another's.
     *
     * @throws SessionLockLostException if it is, or might be by then
     */
    void requireTimeToWrite() {
        if (renewal != null && renewal.isLost()) {
            throw new SessionLockLostException("the lock ran out, or was taken away");
        }
        if (lease != null && lease.nanosLeft() < context.commandTimeout().toNanos()) {
            throw new SessionLockLostException("the lock has run out, or would while the write is under way");
        }
    }

    /** Gives the lock back. Where that fails, it is tried again until its time is over. */
    void release() {
        MemcachedLease last = lease;
        if (last != null) {
            try {
                endRenewal();
                returns.now(last);
            } finally {
                last.leave();
                lease = null;
            }
        }
    }

    void releaseIfOn(String id) {
        if (isOn(id)) {
            release();
        }
    }

    /** A renewal that comes between would make the comparison fail by which the lock is given back. */
    private void endRenewal() {
        RenewedLease running = renewal;
        renewal = null;
        if (running == null) {
            return;
        }
        CompletionStage<?> ended = running.stop();
        try {
            Object unused = StoreReply.await(ended, StoreReply.deadline(context.commandTimeout()));
        } catch (ExecutionException | TimeoutException e) {
            // The server does not answer, or the lock is lost; giving it back finds out.
        }
    }

    /** The request's time was over while the server was asked once more. */
    private static SessionLockTimeoutException gaveUp(long begin, SessionStoreException last) {
        SessionLockTimeoutException gaveUp =
                new SessionLockTimeoutException(Duration.ofNanos(System.nanoTime() - begin));
        gaveUp.addSuppressed(last);
        return gaveUp;
    }

    private void hold(MemcachedLease held) {
        lease = held;
        LockSteps steps = new LockSteps(nodes.layout().lockRules(), held);
        renewal = renewals.renew(
                Duration.ofSeconds(held.seconds()).dividedBy(RENEWALS),
                context.lock().maxHold(),
                () -> held.link()
                        .connection()
                        .thenCompose(steps::renew)
                        .handle((ours, failure) -> failure != null || ours));
    }
}
