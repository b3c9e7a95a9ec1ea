package io.savehandler.jdbc;

import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Lends connections for single statements and for transactions, and gives them back whatever happens. Thread-safe. */
final class JdbcConnections {
    private final DataSource source;
    private final JdbcFailures failures;
    private final Runnable forgetIdle;

    /** @param forgetIdle has connections that wait for work replaced: one of them was found broken */
    JdbcConnections(DataSource source, JdbcFailures failures, Runnable forgetIdle) {
        this.source = source;
        this.failures = failures;
        this.forgetIdle = forgetIdle;
    }

    JdbcFailures failures() {
        return failures;
    }

    /** Asks something, once more on another connection if the first was found broken. */
    <T> T read(String operation, JdbcWork<T> work) {
        return repeatable(operation, false, work);
    }

    /**
     * Does what may be done twice, once more on another connection if the first was found broken.
     *
     * @param changes whether it matters that it may have been done although it failed
     */
    <T> T repeatable(String operation, boolean changes, JdbcWork<T> work) {
        SQLException first;
        try (Borrowed borrowed = borrow(operation)) {
            return committed(work).on(borrowed.connection);
        } catch (SQLException e) {
            if (failures.problem(e) != SqlProblem.UNREACHABLE) {
                throw failures.failed(operation, changes, e);
            }
            forgetIdle.run();
            first = e;
        }
        try {
            return lend(operation, changes, committed(work));
        } catch (SessionStoreException e) {
            throw changes ? failures.failed(operation, true, first) : e;
        }
    }

    /** Changes something in one statement, which is sent at most once. */
    <T> T change(String operation, JdbcWork<T> work) {
        return lend(operation, true, committed(work));
    }

    private static <T> JdbcWork<T> committed(JdbcWork<T> work) {
        return connection -> {
            T result = work.on(connection);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return result;
        };
    }

    /**
     * Changes something in several statements, all or none of which count.
     *
     * @param succeeded whether all of them shall count
     */
    <T> T inTransaction(String operation, JdbcWork<T> work, Predicate<T> succeeded) {
        return lend(operation, true, connection -> {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            if (succeeded.test(result)) {
                connection.commit();
            }
            return result;
        });
    }

    private <T> T lend(String operation, boolean changes, JdbcWork<T> work) {
        try (Borrowed borrowed = borrow(operation)) {
            try {
                return work.on(borrowed.connection);
            } catch (SQLException e) {
                if (failures.problem(e) == SqlProblem.UNREACHABLE) {
                    forgetIdle.run();
                }
                throw failures.failed(operation, changes, e);
            }
        }
    }

    private Borrowed borrow(String operation) {
        try {
            return new Borrowed(source.getConnection());
        } catch (SQLException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw new SessionInterruptedException(interrupt);
            }
            throw failures.notConnected(operation, e);
        }
    }

    /** Some work on a connection. */
    @FunctionalInterface
    interface JdbcWork<T> {
        T on(Connection connection) throws SQLException;
    }

    /** A connection that goes back without a transaction. What fails then has failed before, or has been committed. */
    private static final class Borrowed implements AutoCloseable {
        private final Connection connection;
        private final boolean autoCommit;

        Borrowed(Connection connection) throws SQLException {
            this.connection = connection;
            this.autoCommit = connection.getAutoCommit();
        }

        @Override
        public void close() {
            try (Connection closing = connection) {
                if (!closing.getAutoCommit()) {
                    closing.rollback();
                    closing.setAutoCommit(autoCommit);
                }
            } catch (SQLException e) {
                // The connection is broken, and its pool or its database ends the transaction.
            }
        }
    }
}
