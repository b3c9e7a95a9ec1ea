package io.savehandler.jdbc;

import io.savehandler.SessionLockLostException;
import io.savehandler.SessionStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Predicate;

/**
 * The one connection that a request keeps while it holds a session's lock on it. Once it has failed the lock is gone, and
 * nothing is done any more. Used by one thread at a time.
 */
final class HeldConnection implements ConnectionLender {
    private final BorrowedConnection borrowed;
    private final JdbcConnections connections;
    private final boolean transaction;
    private boolean changed;
    private boolean lost;

    /** @param transaction whether the lock is a transaction, which all changes are part of */
    HeldConnection(BorrowedConnection borrowed, JdbcConnections connections, boolean transaction) {
        this.borrowed = borrowed;
        this.connections = connections;
        this.transaction = transaction;
    }

    BorrowedConnection borrowed() {
        return borrowed;
    }

    Connection connection() {
        return borrowed.connection();
    }

    boolean isLost() {
        return lost;
    }

    /** Whether something was changed that is not committed yet. */
    boolean isChanged() {
        return changed;
    }

    /** What was changed is committed. */
    void committed() {
        changed = false;
    }

    /** From now on nothing may be done under the lock. */
    void lose() {
        lost = true;
    }

    @Override
    public <T> T read(String operation, JdbcWork<T> work) {
        return run(operation, false, this::alone, work);
    }

    @Override
    public <T> T change(String operation, JdbcWork<T> work) {
        return run(operation, true, this::alone, work);
    }

    @Override
    public <T> T inTransaction(String operation, JdbcWork<T> work, Predicate<T> succeeded) {
        Way<T> way = transaction ? whole -> inPart(whole, succeeded) : whole -> inWhole(whole, succeeded);
        return run(operation, true, way, work);
    }

    private <T> T run(String operation, boolean changes, Way<T> way, JdbcWork<T> work) {
        if (lost) {
            throw new SessionLockLostException("the connection that held its lock has failed");
        }
        try {
            T result = way.through(transaction ? work : work.unlessUndone());
            changed |= changes;
            return result;
        } catch (SQLException e) {
            throw failed(operation, changes, e);
        }
    }

    /** A statement that fails takes its transaction with it; without one, only a connection that breaks takes the lock. */
    private SessionStoreException failed(String operation, boolean changes, SQLException e) {
        SqlProblem problem = connections.failures().problem(e);
        boolean unreachable = problem == SqlProblem.UNREACHABLE;
        if (problem.isOfTheConnection()) {
            connections.forgetIdle();
        }
        lost = unreachable || transaction || !undone();
        return connections.failures().failed(operation, changes, e);
    }

    private boolean undone() {
        try {
            if (!connection().getAutoCommit()) {
                connection().rollback();
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private <T> T alone(JdbcWork<T> work) throws SQLException {
        T result = work.on(connection());
        if (!transaction && !connection().getAutoCommit()) {
            connection().commit();
        }
        return result;
    }

    /** A transaction of its own. */
    private <T> T inWhole(JdbcWork<T> work, Predicate<T> succeeded) throws SQLException {
        boolean autoCommit = connection().getAutoCommit();
        connection().setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.on(connection());
            done = succeeded.test(result);
            if (done) {
                connection().commit();
            }
            return result;
        } finally {
            if (!done) {
                lost |= !undone();
            }
            if (autoCommit && !lost) {
                connection().setAutoCommit(true);
            }
        }
    }

    /** A part of the transaction that is the lock. */
    private <T> T inPart(JdbcWork<T> work, Predicate<T> succeeded) throws SQLException {
        Savepoint before = connection().setSavepoint();
        boolean done = false;
        try {
            T result = work.on(connection());
            done = succeeded.test(result);
            return result;
        } finally {
            if (!done) {
                lost |= !undoneTo(before);
            }
        }
    }

    private boolean undoneTo(Savepoint before) {
        try {
            connection().rollback(before);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the connection back, or up if its lock may still be on it. */
    void close(boolean clean) {
        if (clean && !lost) {
            borrowed.close();
        } else {
            borrowed.discard();
        }
    }

    /** How some work is done. */
    @FunctionalInterface
    private interface Way<T> {
        T through(JdbcWork<T> work) throws SQLException;
    }
}
