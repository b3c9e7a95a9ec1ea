package io.savehandler.jdbc;

/** Removes expired sessions in batches, each in a statement of its own, so that nobody waits long. Thread-safe. */
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
            long now = remove(database.statements().removeExpired);
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

    private long remove(SqlText text) {
        SqlValues values =
                times.valuesOf("").with(SqlParameter.BATCH, database.settings().gcBatch());
        return database.connections().change("gc", connection -> text.update(connection, values));
    }
}
