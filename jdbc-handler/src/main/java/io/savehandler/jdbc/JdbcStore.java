package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sessions of one table as one request reads and changes them. Used by one thread at a time. */
final class JdbcStore {
    private final JdbcDatabase database;
    private final JdbcTimes times;
    private final JdbcLock lock;

    /** @param lock says where statements go */
    JdbcStore(JdbcDatabase database, JdbcTimes times, JdbcLock lock) {
        this.database = database;
        this.times = times;
        this.lock = lock;
    }

    JdbcTimes times() {
        return times;
    }

    JdbcSighting look(String operation, String id) {
        return lock.connections().read(operation, connection -> rows(connection).look(id));
    }

    void put(String id, byte[] data) {
        storing(id, data, rows -> {
            rows.put(id, data);
            return true;
        });
    }

    /**
     * Stores other data for a session that was there. One that reached its deadline meanwhile is stored again.
     *
     * @return false if the session was destroyed
     */
    boolean replace(String id, byte[] data, JdbcSighting seen) {
        if (storing(id, data, rows -> rows.replace(id, data, null))) {
            return true;
        }
        // A driver may count only rows that differ from before.
        JdbcSighting present = look("write", id);
        if (!present.exists() && !seen.isGoneAt(present)) {
            put(id, data);
            return true;
        }
        return present.exists() && present.hasDataOf(data);
    }

    /** Stores data under a lock that has kept everybody else from the row since it was seen. */
    JdbcVerdict overwrite(String id, byte[] data, @Nullable JdbcSighting seen) {
        if (seen == null || !seen.exists()) {
            put(id, data);
            return JdbcVerdict.DONE;
        }
        return storing(id, data, rows -> rows.replace(id, data, null)) ? JdbcVerdict.DONE : JdbcVerdict.GONE;
    }

    /** Stores data under a lock that was taken without looking at the session. */
    JdbcVerdict replaceLocked(String id, byte[] data, @Nullable String token) {
        if (storing(id, data, rows -> rows.replace(id, data, token))) {
            return JdbcVerdict.DONE;
        }
        return storing(id, data, rows -> rows.insert(id, data, token));
    }

    /**
     * Stores data if the session is what was seen, absence included.
     *
     * @param token of the lease that must still be held, or null
     */
    JdbcVerdict compareAndWrite(String id, byte[] data, JdbcSighting seen, @Nullable String token) {
        if (!seen.exists()) {
            return insert(id, data, token);
        }
        if (storing(id, data, rows -> rows.compareAndReplace(id, data, seen, token))) {
            return JdbcVerdict.DONE;
        }
        JdbcSighting present = look("write", id);
        if (present.exists()) {
            return present.hasDataOf(seen.data()) ? lostOrChanged(token) : JdbcVerdict.CHANGED;
        }
        return seen.isGoneAt(present) ? JdbcVerdict.GONE : insert(id, data, token);
    }

    /** With a lease, what is stored is what was seen, and still nothing was changed: the lease it must be. */
    private static JdbcVerdict lostOrChanged(@Nullable String token) {
        return token == null ? JdbcVerdict.CHANGED : JdbcVerdict.LOST;
    }

    private JdbcVerdict insert(String id, byte[] data, @Nullable String token) {
        JdbcVerdict verdict = storing(id, data, rows -> rows.insert(id, data, token));
        boolean overdue =
                verdict == JdbcVerdict.CHANGED && storing(id, data, rows -> rows.replaceExpired(id, data, token));
        return overdue ? JdbcVerdict.DONE : verdict;
    }

    /** Lets a session end later; false if there is none. */
    boolean touch(String id) {
        return lock.connections()
                        .change(
                                "updateTimestamp",
                                connection -> rows(connection).touch(id))
                || look("updateTimestamp", id).exists();
    }

    void delete(String id) {
        boolean unused = lock.connections()
                .change("destroy", connection -> rows(connection).delete(id));
    }

    /** Several changes that count together, or not at all. */
    <T> T inTransaction(String operation, RowWork<T> work, Predicate<T> succeeded) {
        return lock.connections().inTransaction(operation, connection -> work.on(rows(connection)), succeeded);
    }

    private <T> T storing(String id, byte[] data, RowWork<T> work) {
        return lock.connections().change("write", connection -> {
            JdbcRows rows = rows(connection);
            rows.requireFitting("write", id, data);
            return work.on(rows);
        });
    }

    private JdbcRows rows(Connection connection) {
        return new JdbcRows(connection, database, times);
    }

    /** Some work on the table's rows. */
    @FunctionalInterface
    interface RowWork<T> {
        T on(JdbcRows rows) throws SQLException;
    }
}
