package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration.Outcome;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LeaseRenewals;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import io.savehandler.spi.RenewedLease;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Locks by leases; in the mode without locks, not at all. Not thread-safe. */
final class LeaseLock implements JdbcLock {
    /** How often a lease is renewed in its own time: one renewal that fails is not the end. */
    private static final int RENEWALS = 3;

    private final JdbcConnections connections;
    private final LeaseTable table;
    private final LeaseRenewals renewals;
    private final HandlerContext context;
    private final JdbcTimes times;
    private final boolean locking;
    private @Nullable Held held;

    LeaseLock(JdbcDatabase database, LeaseRenewals renewals, HandlerContext context, JdbcTimes times) {
        this.connections = database.connections().of(context);
        this.table = database.leases();
        this.renewals = renewals;
        this.context = context;
        this.times = times;
        this.locking = database.settings().lockMode() == JdbcLockMode.LEASE && context.locking() && !context.readOnly();
    }

    @Override
    public boolean isNeededFor(String id) {
        return locking && tokenOn(id) == null;
    }

    @Override
    public boolean isOn(String id) {
        return tokenOn(id) != null;
    }

    @Override
    public ConnectionLender connections() {
        return connections;
    }

    @Override
    public @Nullable String tokenOn(String id) {
        Held present = held;
        return present != null && present.id.equals(id) ? present.token : null;
    }

    @Override
    public boolean acquire(String id, boolean unknownToo) {
        release();
        LockAttempts attempts = LockAttempts.begin(context);
        Held wanted = new Held(id, newToken(), table.queue().enter(id, attempts));
        boolean mayBeHeld = false;
        LockAnswer[] last = {LockAnswer.UNKNOWN};
        try {
            attempts.until(() -> {
                last[0] = table.acquire(connections, times, id, wanted.token, expire(), unknownToo, isBusy(last[0]));
                return !isBusy(last[0]);
            });
            mayBeHeld = last[0] == LockAnswer.HELD;
        } catch (SessionStoreException e) {
            mayBeHeld = e.outcomeUnknown();
            throw e;
        } finally {
            settle(wanted, mayBeHeld);
        }
        return mayBeHeld;
    }

    private static boolean isBusy(LockAnswer attempt) {
        return attempt == LockAnswer.BUSY;
    }

    private void settle(Held wanted, boolean mayBeHeld) {
        if (mayBeHeld) {
            hold(wanted);
        } else {
            wanted.place.close();
        }
    }

    @Override
    public Outcome moveTo(String newId, Supplier<Outcome> move) {
        Optional<Held> reserved = reserve(newId);
        if (reserved.isEmpty()) {
            return Outcome.NEW_ID_TAKEN;
        }
        boolean done = false;
        try {
            Outcome outcome = move.get();
            done = outcome == Outcome.DONE;
            return outcome;
        } finally {
            if (done) {
                release();
                hold(reserved.get());
            } else {
                giveBack(reserved.get());
            }
        }
    }

    /** Takes the lock of a new id, without waiting and beside the one that is held. */
    private Optional<Held> reserve(String newId) {
        return table.queue().tryEnter(newId).flatMap(place -> reserve(new Held(newId, newToken(), place)));
    }

    private Optional<Held> reserve(Held wanted) {
        boolean taken = false;
        try {
            taken = table.reserve(connections, times, wanted.id, wanted.token, expire());
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

    /** Where that fails, the lock ends with its lease. */
    private void giveBack(Held reserved) {
        try {
            table.release(reserved.id, reserved.token);
        } catch (SessionStoreException e) {
            // What the request was to do is done, or has failed with an error of its own; the lease runs out.
        } finally {
            reserved.place.close();
        }
    }

    @Override
    public void release() {
        Held last = held;
        if (last != null) {
            held = null;
            if (last.renewal != null) {
                CompletionStage<?> unused = last.renewal.stop();
            }
            giveBack(last);
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
    private static final class Held {
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
