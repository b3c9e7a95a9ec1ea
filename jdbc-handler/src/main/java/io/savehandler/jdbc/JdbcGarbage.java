package io.savehandler.jdbc;

import io.savehandler.SessionStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
        int batch = database.settings().gcBatch();
        long removed = remove(database.statements().removeExpiredDurations);
        for (int batches = 0; batches < most; batches++) {
            long now = removeBatch();
            removed += now;
            if (now < batch) {
                break;
            }
        }
        if (database.settings().lockMode() == JdbcLockMode.LEASE) {
            database.leases().removeAbandoned();
        }
        return removed;
    }

    private long removeBatch() {
        SqlText lock = database.statements().lockExpired.orElse(null);
        if (lock == null || !database.passesOverLocks().get()) {
            return remove(database.statements().removeExpired);
        }
        try {
            return database.connections()
                    .inTransaction("gc", connection -> removeUnlocked(connection, lock), removed -> true);
        } catch (SessionStoreException e) {
            if (!isUnknownSyntax(e)) {
                throw e;
            }
            // An older server, which is not asked again.
            database.passesOverLocks().set(false);
            return remove(database.statements().removeExpired);
        }
    }

    private boolean isUnknownSyntax(SessionStoreException e) {
        return e.getCause() instanceof SQLException cause
                && database.connections().failures().problem(cause) == SqlProblem.UNKNOWN_SYNTAX;
    }

    private long removeUnlocked(Connection connection, SqlText lock) throws SQLException {
        List<SqlValues> expired = lock.query(connection, values(), this::valuesOfEach);
        if (!expired.isEmpty()) {
            database.statements().removeIfExpired.updateEach(connection, expired);
        }
        return expired.size();
    }

    private List<SqlValues> valuesOfEach(ResultSet rows) throws SQLException {
        List<SqlValues> each = new ArrayList<>();
        while (rows.next()) {
            each.add(times.valuesOf(rows.getString(1)));
        }
        return each;
    }

    private long remove(SqlText text) {
        SqlValues values = values();
        return database.connections().change("gc", connection -> text.update(connection, values));
    }

    private SqlValues values() {
        return times.valuesOf("").with(SqlParameter.BATCH, database.settings().gcBatch());
    }
}
