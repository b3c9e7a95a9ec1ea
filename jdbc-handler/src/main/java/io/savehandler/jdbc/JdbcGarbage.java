package io.savehandler.jdbc;

import io.savehandler.SessionStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Removes expired sessions in batches, each committed by itself, so that nobody waits long. Thread-safe. */
final class JdbcGarbage {
    private static final long LONGEST_REST_NANOS = 100_000_000;

    private final JdbcDatabase database;
    private final JdbcTimes times;

    JdbcGarbage(JdbcDatabase database, JdbcTimes times) {
        this.database = database;
        this.times = times;
    }

    /** @param most how many batches; what is left waits for the next time */
    long collect(int most) {
        SqlStatements statements = database.statements();
        long removed =
                inBatches(most, () -> removeEach(statements.findExpiredDurations)) + inBatches(most, this::removeBatch);
        removeAbandonedLeases();
        return removed;
    }

    /**
     * Removes sessions one by one.
     *
     * @param most how many batches
     * @param removal removes a session that has expired and tells whether it did
     */
    long collect(int most, Predicate<String> removal) {
        SqlStatements statements = database.statements();
        long removed = inBatches(most, () -> removeEach(statements.findExpiredDurations, removal))
                + inBatches(most, () -> removeEach(statements.findExpired, removal));
        removeAbandonedLeases();
        return removed;
    }

    private void removeAbandonedLeases() {
        if (database.settings().lockMode() == JdbcLockMode.LEASE) {
            database.leases().removeAbandoned();
        }
    }

    private long inBatches(int most, LongSupplier batch) {
        long removed = 0;
        for (int batches = 0; batches < most; batches++) {
            long start = System.nanoTime();
            long now = batch.getAsLong();
            removed += now;
            if (now < database.settings().gcBatch()) {
                break;
            }
            rest(System.nanoTime() - start);
        }
        return removed;
    }

    /** As long as the batch took, so that others have the database for themselves half of the time. */
    private static void rest(long nanos) {
        LockSupport.parkNanos(Math.min(nanos, LONGEST_REST_NANOS));
    }

    private long removeBatch() {
        SqlStatements statements = database.statements();
        if (statements.removeExpired.isPresent()) {
            SqlText text = statements.removeExpired.get();
            return database.connections().change("gc", connection -> text.update(connection, values()));
        }
        return database.passesOverLocks().get() ? removeUnlocked() : removeEach(statements.findExpired);
    }

    private long removeUnlocked() {
        try {
            return database.connections().inTransaction("gc", this::removeUnlocked, removed -> true);
        } catch (SessionStoreException e) {
            if (problem(e) != SqlProblem.UNKNOWN_SYNTAX) {
                throw e;
            }
            // An older server, which is not asked again.
            database.passesOverLocks().set(false);
            return removeEach(database.statements().findExpired);
        }
    }

    private long removeUnlocked(Connection connection) throws SQLException {
        SqlStatements statements = database.statements();
        List<String> expired = statements.lockExpired.query(connection, values(), JdbcGarbage::ids);
        if (!expired.isEmpty()) {
            statements.removeTogether.updateTogether(
                    connection, expired.stream().map(times::valuesOf).toList());
        }
        return expired.size();
    }

    /** One by one, so that nothing is locked by whoever waits for another one's lock. */
    private long removeEach(SqlText find) {
        return removeEach(find, this::isRemoved);
    }

    private long removeEach(SqlText find, Predicate<String> removal) {
        List<String> found =
                database.connections().read("gc", connection -> find.query(connection, values(), JdbcGarbage::ids));
        return found.stream().filter(removal).count();
    }

    /** Not if a request keeps it locked for long. */
    private boolean isRemoved(String id) {
        SqlText text = database.statements().removeIfExpired;
        try {
            return database.connections().change("gc", connection -> text.update(connection, times.valuesOf(id))) > 0;
        } catch (SessionStoreException e) {
            if (problem(e) != SqlProblem.BUSY) {
                throw e;
            }
            return false;
        }
    }

    private SqlProblem problem(SessionStoreException e) {
        return e.getCause() instanceof SQLException cause
                ? database.connections().failures().problem(cause)
                : SqlProblem.OTHER;
    }

    private static List<String> ids(ResultSet rows) throws SQLException {
        List<String> ids = new ArrayList<>();
        while (rows.next()) {
            ids.add(rows.getString(1));
        }
        return ids;
    }

    private SqlValues values() {
        return times.valuesOf("").with(SqlParameter.BATCH, database.settings().gcBatch());
    }
}
