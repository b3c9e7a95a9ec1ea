package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionStoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lends connections for single statements and for transactions, and gives them back whatever happens. Thread-safe. */
final class JdbcConnections implements ConnectionLender {
    private final JdbcSource source;
    private final JdbcFailures failures;
    private final Supplier<Duration> longestWait;

    /** @param longestWait how long to wait for a connection that others have */
    JdbcConnections(JdbcSource source, JdbcFailures failures, Supplier<Duration> longestWait) {
        this.source = source;
        this.failures = failures;
        this.longestWait = longestWait;
    }

    /** The same connections for a request, which waits no longer for one than it has time. */
    JdbcConnections of(HandlerContext context) {
        return new JdbcConnections(source, failures, () -> {
            Duration usual = longestWait.get();
            Duration left = context.timeLeft();
            return left.compareTo(usual) < 0 ? left : usual;
        });
    }

    JdbcFailures failures() {
        return failures;
    }

    /** Has connections that wait for work replaced: one of their kind was found broken. */
    void forgetIdle() {
        source.forgetIdle();
    }

    /** Once more on another connection if the first was found broken. */
    @Override
    public <T> T read(String operation, JdbcWork<T> work) {
        return repeatable(operation, false, work);
    }

    /**
     * Does what may be done twice, once more on another connection if the first was found broken.
     *
     * @param changes whether it matters that it may have been done although it failed
     */
    <T> T repeatable(String operation, boolean changes, JdbcWork<T> work) {
        return Uninterrupted.run(() -> upToTwice(operation, changes, work));
    }

    private <T> T upToTwice(String operation, boolean changes, JdbcWork<T> work) {
        SQLException first;
        try (BorrowedConnection borrowed = borrow(operation)) {
            return committed(work).on(borrowed.connection());
        } catch (SQLException e) {
            if (failures.problem(e) != SqlProblem.UNREACHABLE) {
                throw failures.failed(operation, changes, e);
            }
            forgetIdle();
            first = e;
        }
        try {
            return once(operation, changes, committed(work));
        } catch (SessionStoreException e) {
            throw changes ? failures.failed(operation, true, first) : e;
        }
    }

    @Override
    public <T> T change(String operation, JdbcWork<T> work) {
        return lend(operation, true, committed(work).unlessUndone());
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

    @Override
    public <T> T inTransaction(String operation, JdbcWork<T> work, Predicate<T> succeeded) {
        return lend(operation, true, whole(work, succeeded).unlessUndone());
    }

    private static <T> JdbcWork<T> whole(JdbcWork<T> work, Predicate<T> succeeded) {
        return connection -> {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            if (succeeded.test(result)) {
                connection.commit();
            }
            return result;
        };
    }

    private <T> T lend(String operation, boolean changes, JdbcWork<T> work) {
        return Uninterrupted.run(() -> once(operation, changes, work));
    }

    private <T> T once(String operation, boolean changes, JdbcWork<T> work) {
        try (BorrowedConnection borrowed = borrow(operation)) {
            try {
                return work.on(borrowed.connection());
            } catch (SQLException e) {
                if (failures.problem(e).isOfTheConnection()) {
                    forgetIdle();
                }
                throw failures.failed(operation, changes, e);
            }
        }
    }

    /**
     * One that is to keep a lock.
     *
     * @param longest how long to wait for it, which is to wait for the lock
     * @throws SessionInterruptedException if the thread was interrupted; its flag is set again
     */
    BorrowedConnection borrow(String operation, ConnectionLock lock, Duration longest) throws SQLException {
        BorrowedConnection borrowed;
        try {
            borrowed = borrow(operation, longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionInterruptedException(e);
        }
        if (lock.isTransaction() && source.mayLackReadCommitted()) {
            requireReadCommitted(borrowed);
        }
        return borrowed;
    }

    private static void requireReadCommitted(BorrowedConnection borrowed) throws SQLException {
        try {
            borrowed.requireReadCommitted();
        } catch (SQLException | RuntimeException e) {
            borrowed.close();
            throw e;
        }
    }

    /** An interrupt while others have all connections is no reason to lose what is to be stored. */
    private BorrowedConnection borrow(String operation) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return borrow(operation, longestWait.get());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private BorrowedConnection borrow(String operation, Duration longest) throws InterruptedException {
        try {
            return source.borrow(longest);
        } catch (SQLException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                Thread.interrupted(); // some sources set the flag again
                throw interrupt;
            }
            throw failures.notConnected(operation, e);
        }
    }
}
