package io.savehandler.redis;

import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LeaseRenewals;
import io.savehandler.spi.LockAttempts;
import io.savehandler.spi.RenewedLease;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The one lock that a request holds at a time; taking another session's gives the first one back. Not thread-safe. */
final class RedisLock {
    static final byte[] EVEN_IF_UNKNOWN = RedisScript.ascii("new");
    private static final byte[] IF_KNOWN = RedisScript.ascii("known");

    /** How often a lease is renewed in its own time: one renewal that fails is not the end. */
    private static final int RENEWALS = 3;

    private final RedisRequestContext context;
    private final LeaseRenewals renewals;
    private @Nullable RedisLease lease;
    private @Nullable RenewedLease renewal;

    RedisLock(RedisRequestContext context, LeaseRenewals renewals) {
        this.context = context;
        this.renewals = renewals;
    }

    boolean isWanted() {
        return context.locking() && !context.readOnly();
    }

    boolean isOn(String id) {
        return lease != null && lease.id().equals(id);
    }

    /** The lease on a session's lock, if this request holds that. */
    @Nullable RedisLease leaseOn(String id) {
        return isOn(id) ? lease : null;
    }

    /**
     * Waits for a session's lock, takes it and reads the session, all in one step of the store.
     *
     * @param unknownToo whether an id that the store knows nothing about is locked as well
     * @return what the store holds; without a session, the lock is held only if unknown ids are locked
     */
    RedisSighting acquire(RedisServer server, String id, boolean unknownToo) {
        release();
        long begin = System.nanoTime();
        LockAttempts attempts = LockAttempts.begin(context);
        RedisLease wanted = RedisLease.on(server, id, server.enter(id, attempts));
        RedisAcquisition acquisition = new RedisAcquisition(wanted, unknownToo ? EVEN_IF_UNKNOWN : IF_KNOWN, context);
        boolean mayBeHeld = false;
        try {
            attempts.until(acquisition::attempt);
            mayBeHeld = acquisition.isHeld();
            return acquisition.seen();
        } catch (SessionStoreException e) {
            mayBeHeld = e.outcomeUnknown();
            throw acquisition.wasBusy() && isOutOfTime() ? gaveUp(begin, e) : e;
        } finally {
            if (mayBeHeld) {
                hold(wanted);
            } else {
                wanted.leave();
            }
        }
    }

    /** Holds the lock of the session's new id instead, which the store has exchanged for the old one. */
    void moveTo(RedisLease moved) {
        forget();
        hold(moved);
    }

    /** The store has given the lock back along with something else. */
    void forget() {
        if (renewal != null) {
            CompletionStage<?> unused = renewal.stop();
            renewal = null;
        }
        if (lease != null) {
            lease.leave();
            lease = null;
        }
    }

    /** Gives the lock back. Where that fails, the lock ends with its lease. */
    void release() {
        RedisLease last = lease;
        if (last != null) {
            try {
                last.server().release(last, context.lock().expire());
            } finally {
                forget();
            }
        }
    }

    void releaseIfOn(String id) {
        if (isOn(id)) {
            release();
        }
    }

    private boolean isOutOfTime() {
        return context.timeLeft().isNegative() || context.timeLeft().isZero();
    }

    /** The request's time was over while Redis was asked once more. */
    private static SessionLockTimeoutException gaveUp(long begin, SessionStoreException last) {
        SessionLockTimeoutException gaveUp =
                new SessionLockTimeoutException(Duration.ofNanos(System.nanoTime() - begin));
        gaveUp.addSuppressed(last);
        return gaveUp;
    }

    private void hold(RedisLease held) {
        lease = held;
        Duration expire = context.lock().expire();
        renewal = renewals.renew(
                Duration.ofMillis(Math.max(1, expire.toMillis() / RENEWALS)),
                context.lock().maxHold(),
                () -> held.server().renew(held, expire));
    }

    static byte[] millis(Duration duration) {
        return RedisScript.ascii(String.valueOf(Math.max(1, duration.toMillis())));
    }
}
