package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LeaseRenewals;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import io.savehandler.spi.RenewedLease;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The one lease that a request holds at a time; taking another session's gives the first one back. Not thread-safe. */
final class LeaseLock {
    /** How often a lease is renewed in its own time: one renewal that fails is not the end. */
    private static final int RENEWALS = 3;

    private final LeaseTable table;
    private final LeaseRenewals renewals;
    private final HandlerContext context;
    private final JdbcTimes times;
    private final boolean locking;
    private @Nullable Held held;

    LeaseLock(LeaseTable table, LeaseRenewals renewals, HandlerContext context, JdbcTimes times, JdbcLockMode mode) {
        this.table = table;
        this.renewals = renewals;
        this.context = context;
        this.times = times;
        this.locking = mode == JdbcLockMode.LEASE && context.locking() && !context.readOnly();
    }

    /** Whether a session still has to be locked before it is read. */
    boolean isNeededFor(String id) {
        return locking && tokenOn(id) == null;
    }

    boolean isHeld() {
        return held != null;
    }

    /** Names the lease on a session, if this request holds that. */
    @Nullable String tokenOn(String id) {
        Held present = held;
        return present != null && present.id.equals(id) ? present.token : null;
    }

    /**
     * Waits for a session's lease and takes it.
     *
     * @param unknownToo whether the lock of an id without a session is taken as well
     * @return false if there is neither a session nor a lease
     */
    boolean acquire(String id, boolean unknownToo) {
        release();
        LockAttempts attempts = LockAttempts.begin(context);
        Held wanted = new Held(id, newToken(), table.queue().enter(id, attempts));
        boolean mayBeHeld = false;
        LeaseTable.Attempt[] last = {LeaseTable.Attempt.UNKNOWN};
        try {
            attempts.until(() -> {
                last[0] = table.acquire(times, id, wanted.token, expire(), unknownToo, isBusy(last[0]));
                return !isBusy(last[0]);
            });
            mayBeHeld = last[0] == LeaseTable.Attempt.HELD;
        } catch (SessionStoreException e) {
            mayBeHeld = e.outcomeUnknown();
            throw e;
        } finally {
            settle(wanted, mayBeHeld);
        }
        return mayBeHeld;
    }

    private static boolean isBusy(LeaseTable.Attempt attempt) {
        return attempt == LeaseTable.Attempt.BUSY;
    }

    private void settle(Held wanted, boolean mayBeHeld) {
        if (mayBeHeld) {
            hold(wanted);
        } else {
            wanted.place.close();
        }
    }

    /** Takes the lock of a new id, without waiting and beside the one that is held. */
    Optional<Held> reserve(String newId) {
        return table.queue().tryEnter(newId).flatMap(place -> reserve(new Held(newId, newToken(), place)));
    }

    private Optional<Held> reserve(Held wanted) {
        boolean taken = false;
        try {
            taken = table.reserve(times, wanted.id, wanted.token, expire());
            return taken ? Optional.of(wanted) : Optional.empty();
        } catch (SessionStoreException e) {
            if (e.outcomeUnknown()) {
                giveBack(wanted);
            }
            throw e;
        } finally {
            if (!taken) {
                wanted.place.close();
            }
        }
    }

    /** Gives back what was reserved. */
    void giveBack(Held reserved) {
        boolean interrupted = Thread.interrupted(); // or no connection is lent
        try {
            table.release(reserved.id, reserved.token);
        } catch (SessionStoreException e) {
            // What the request was to do is done, or has failed with an error of its own; the lease runs out.
        } finally {
            reserved.place.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Holds what was reserved instead of the lock so far. */
    void moveTo(Held reserved) {
        release();
        hold(reserved);
    }

    /** Gives the lock back. Where that fails, the lock ends with its lease. */
    void release() {
        Held last = held;
        if (last != null) {
            held = null;
            if (last.renewal != null) {
                CompletionStage<?> unused = last.renewal.stop();
            }
            giveBack(last);
        }
    }

    void releaseIfOn(String id) {
        if (tokenOn(id) != null) {
            release();
        }
    }

    private void hold(Held lease) {
        held = lease;
        lease.renewal = renewals.renew(
                Duration.ofMillis(Math.max(1, expire().toMillis() / RENEWALS)),
                context.lock().maxHold(),
                () -> table.renew(lease.id, lease.token, expire()));
    }

    private Duration expire() {
        return context.lock().expire();
    }

    private static String newToken() {
        return UUID.randomUUID().toString();
    }

    /** A lease that this request holds, and its place in the line of its JVM. */
    static final class Held {
        private final String id;
        private final String token;
        private final LocalLockQueue.Place place;
        private @Nullable RenewedLease renewal;

        private Held(String id, String token, LocalLockQueue.Place place) {
            this.id = id;
            this.token = token;
            this.place = place;
        }
    }
}
