package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration.Outcome;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lock that lives on a connection of the database, which the request keeps until it gives the lock back. */
final class HeldConnectionLock implements JdbcLock {
    private final JdbcDatabase database;
    private final JdbcConnections pool;
    private final ConnectionLock lock;
    private final LocalLockQueue queue;
    private final HandlerContext context;
    private final JdbcTimes times;
    private boolean finishing;
    private @Nullable Held held;
    private @Nullable JdbcSighting seen;

    HeldConnectionLock(JdbcDatabase database, ConnectionLock lock, HandlerContext context, JdbcTimes times) {
        this.database = database;
        this.pool = database.connections().of(context);
        this.lock = lock;
        this.queue = database.queue();
        this.context = context;
        this.times = times;
    }

    @Override
    public boolean isNeededFor(String id) {
        Held present = held;
        boolean sound = present != null && present.id.equals(id) && !present.connection.isLost();
        return context.locking() && !context.readOnly() && !sound;
    }

    @Override
    public boolean isOn(String id) {
        return held != null && held.id.equals(id);
    }

    @Override
    public @Nullable JdbcSighting seenAtLocking() {
        JdbcSighting told = seen;
        seen = null;
        return told;
    }

    @Override
    public boolean keepsOthersOut() {
        return lock.isTransaction();
    }

    @Override
    public ConnectionLender connections() {
        return held == null ? pool : held.connection;
    }

    @Override
    public boolean acquire(String id, boolean unknownToo) {
        release();
        LockAttempts attempts = LockAttempts.begin(context);
        LocalLockQueue.Place place = queue.enter(lock.lineOf(id), attempts);
        boolean entered = false;
        try {
            entered = acquire(id, unknownToo, attempts, place);
        } finally {
            if (!entered) {
                place.close();
            }
        }
        return entered;
    }

    /** Once more on another connection if the first was found broken, which then holds nothing. */
    private boolean acquire(String id, boolean unknownToo, LockAttempts attempts, LocalLockQueue.Place place) {
        try {
            return acquireOnce(id, unknownToo, attempts, place);
        } catch (SQLException e) {
            if (pool.failures().problem(e) != SqlProblem.UNREACHABLE) {
                throw pool.failures().failed("read", false, e);
            }
            pool.forgetIdle();
        }
        try {
            return acquireOnce(id, unknownToo, attempts, place);
        } catch (SQLException e) {
            throw pool.failures().failed("read", false, e);
        }
    }

    private boolean acquireOnce(String id, boolean unknownToo, LockAttempts attempts, LocalLockQueue.Place place)
            throws SQLException {
        HeldConnection connection =
                new HeldConnection(pool.borrow("read", lock, attempts.timeLeft()), pool, lock.isTransaction());
        boolean known = false;
        boolean clean = true;
        try {
            LockResult result = take(connection, id, unknownToo, attempts);
            known = result.isHeld();
            seen = result.seen();
        } catch (SQLException e) {
            clean = false;
            throw e;
        } finally {
            if (known) {
                held = new Held(id, connection, place);
            } else {
                connection.close(clean);
            }
        }
        return known;
    }

    private LockResult take(HeldConnection connection, String id, boolean unknownToo, LockAttempts attempts)
            throws SQLException {
        LockResult[] last = {LockResult.of(LockAnswer.UNKNOWN)};
        SQLException[] failure = {null};
        attempts.until(() -> {
            Duration patience = last[0].isBusy() ? patience(attempts) : Duration.ZERO;
            try {
                last[0] = lock.take(connection.connection(), times, id, unknownToo, patience);
            } catch (SQLException e) {
                failure[0] = e;
                return true;
            }
            return !last[0].isBusy();
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        return last[0];
    }

    /** How long to wait inside the database, well before the connection's own time-out. */
    private Duration patience(LockAttempts attempts) {
        Duration answer = database.settings().answerTimeout().dividedBy(2);
        Duration left = attempts.timeLeft();
        return database.dialect().waitInside(answer.compareTo(left) < 0 ? answer : left);
    }

    @Override
    public Outcome moveTo(String newId, Supplier<Outcome> move) {
        Held present = requireHeld();
        if (lock.lineOf(newId).equals(lock.lineOf(present.id))) {
            return lock.isStoreWide() ? moveWithin(present, newId, move) : Outcome.NEW_ID_TAKEN;
        }
        Optional<LocalLockQueue.Place> place = queue.tryEnter(lock.lineOf(newId));
        if (place.isEmpty()) {
            return Outcome.NEW_ID_TAKEN;
        }
        boolean moved = false;
        try {
            Outcome outcome = lock.isTransaction()
                    ? moveTransaction(present, newId, place.get(), move)
                    : moveBeside(present, newId, place.get(), move);
            moved = outcome == Outcome.DONE;
            return outcome;
        } finally {
            (moved ? present.place : place.get()).close();
        }
    }

    private Held requireHeld() {
        Held present = held;
        if (present == null) {
            throw new IllegalStateException("no lock to move");
        }
        return present;
    }

    private Outcome moveWithin(Held present, String newId, Supplier<Outcome> move) {
        Outcome outcome = move.get();
        if (outcome == Outcome.DONE) {
            held = new Held(newId, present.connection, present.place);
        }
        return outcome;
    }

    /** The new session is committed with what became of the old one, then locked: nobody else knows its id yet. */
    private Outcome moveTransaction(Held present, String newId, LocalLockQueue.Place place, Supplier<Outcome> move) {
        Outcome outcome = move.get();
        if (outcome == Outcome.DONE) {
            giveBack("regenerate", present);
            held = new Held(newId, present.connection, place);
            lockMoved(present.connection, newId);
        }
        return outcome;
    }

    /** Both sessions are locked on the connection for a moment. */
    private Outcome moveBeside(Held present, String newId, LocalLockQueue.Place place, Supplier<Outcome> move) {
        if (!reserved(present.connection, newId)) {
            return Outcome.NEW_ID_TAKEN;
        }
        Held moved = new Held(newId, present.connection, place);
        boolean done = false;
        try {
            Outcome outcome = move.get();
            done = outcome == Outcome.DONE;
            return outcome;
        } finally {
            held = done ? moved : present;
            unlock(done ? present : moved);
        }
    }

    private boolean reserved(HeldConnection connection, String newId) {
        try {
            return isTaken(connection, newId);
        } catch (SQLException e) {
            connection.lose();
            throw pool.failures().failed("regenerate", true, e);
        }
    }

    /** What was moved is committed, so whatever fails now is told to those who write under the lock. */
    private void lockMoved(HeldConnection connection, String newId) {
        try {
            if (!isTaken(connection, newId)) {
                connection.lose();
            }
        } catch (SQLException e) {
            connection.lose();
        }
    }

    private boolean isTaken(HeldConnection connection, String newId) throws SQLException {
        return lock.take(connection.connection(), times, newId, true, Duration.ZERO)
                .isHeld();
    }

    private void unlock(Held beside) {
        try {
            if (!beside.connection.isLost()) {
                lock.giveBack(beside.connection.borrowed(), beside.id, false);
            }
        } catch (SQLException e) {
            beside.connection.lose();
        }
    }

    /** @throws SessionStoreException if what was changed could not be committed, or nobody knows whether it was */
    private void giveBack(String operation, Held present) {
        HeldConnection connection = present.connection;
        try {
            lock.giveBack(connection.borrowed(), present.id, connection.isChanged());
            connection.committed();
        } catch (SQLException e) {
            connection.lose();
            if (lock.isTransaction() && connection.isChanged()) {
                throw pool.failures().failed(operation, true, e);
            }
        }
    }

    @Override
    public void finishing() {
        finishing = true;
    }

    /** The last change is committed at once, so that its caller learns if that fails. */
    @Override
    public void changed(String operation) {
        if (finishing && lock.isTransaction()) {
            release(operation);
        }
    }

    @Override
    public void release() {
        release("close");
    }

    private void release(String operation) {
        Held last = held;
        if (last != null) {
            held = null;
            Uninterrupted.run(() -> {
                release(operation, last);
                return last;
            });
        }
    }

    private void release(String operation, Held last) {
        try {
            if (!last.connection.isLost()) {
                giveBack(operation, last);
            }
        } finally {
            last.connection.close(true);
            last.place.close();
        }
    }

    /** A session that is locked, where, and the request's place in the line of its JVM. */
    private record Held(String id, HeldConnection connection, LocalLockQueue.Place place) {}
}
