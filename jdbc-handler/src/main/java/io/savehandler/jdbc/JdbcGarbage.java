package io.savehandler.jdbc;

import io.savehandler.SessionStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Removes expired sessions in batches, each committed by itself, so that nobody waits long. Thread-safe. */
final class JdbcGarbage {
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
        if (database.settings().lockMode() == JdbcLockMode.LEASE) {
            database.leases().removeAbandoned();
        }
        return removed;
    }

    private long inBatches(int most, LongSupplier batch) {
        long removed = 0;
        for (int batches = 0; batches < most; batches++) {
            long now = batch.getAsLong();
            removed += now;
            if (now < database.settings().gcBatch()) {
                break;
            }
        }
        return removed;
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
        List<SqlValues> expired = statements.lockExpired.query(connection, values(), this::valuesOfEach);
        if (!expired.isEmpty()) {
            statements.removeIfExpired.updateEach(connection, expired);
        }
        return expired.size();
    }

    /** One by one, so that nothing is locked by whoever waits for another one's lock. */
    private long removeEach(SqlText find) {
        List<SqlValues> found =
                database.connections().read("gc", connection -> find.query(connection, values(), this::valuesOfEach));
        return found.stream().filter(this::isRemoved).count();
    }

    /** Not if a request keeps it locked for long. */
    private boolean isRemoved(SqlValues values) {
        SqlText text = database.statements().removeIfExpired;
        try {
            return database.connections().change("gc", connection -> text.update(connection, values)) > 0;
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

    private List<SqlValues> valuesOfEach(ResultSet rows) throws SQLException {
        List<SqlValues> each = new ArrayList<>();
        while (rows.next()) {
            each.add(times.valuesOf(rows.getString(1)));
        }
        return each;
    }

    private SqlValues values() {
        return times.valuesOf("").with(SqlParameter.BATCH, database.settings().gcBatch());
    }
}
