package io.savehandler.jdbc;

import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The table of leases: who holds which session's lock, and until when by the database's clock. No request holds a connection
 * for its lease. Thread-safe.
 */
final class LeaseTable implements AutoCloseable {
    private static final int RENEWERS = 2;
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final JdbcConnections connections;
    private final SqlStatements statements;
    private final LocalLockQueue queue = new LocalLockQueue();
    private final ExecutorService renewers = renewers();

    LeaseTable(JdbcConnections connections, SqlStatements statements) {
        this.connections = connections;
        this.statements = statements;
    }

    LocalLockQueue queue() {
        return queue;
    }

    /**
     * Tries to take a session's lease. Done twice, it is the same lease, as its token tells.
     *
     * @param unknownToo whether the lock of an id without a session is taken as well
     * @param again whether another request had it the last time, so that looking comes before trying
     */
    LockAnswer acquire(
            JdbcConnections lender,
            JdbcTimes times,
            String id,
            String token,
            Duration lease,
            boolean unknownToo,
            boolean again) {
        SqlText insert = unknownToo ? statements.acquire : statements.acquireIfKnown;
        SqlValues values = values(times, id, token, lease);
        if (again && isLeased(lender, values)) {
            return LockAnswer.BUSY;
        }
        LockAnswer inserted = lender.repeatable("read", true, connection -> insert(connection, insert, values));
        if (inserted == LockAnswer.BUSY) {
            return takeOver(lender, values) ? LockAnswer.HELD : LockAnswer.BUSY;
        }
        return inserted == LockAnswer.UNKNOWN && isLeased(lender, values) ? LockAnswer.BUSY : inserted;
    }

    private static SqlValues values(JdbcTimes times, String id, String token, Duration lease) {
        return times.valuesOf(id)
                .with(SqlParameter.TOKEN, token)
                .with(SqlParameter.LEASE, Math.max(1, lease.toMillis()));
    }

    /**
     * Takes the lease of an id that nobody knows yet, in one attempt.
     *
     * @return whether it was free
     */
    boolean reserve(JdbcConnections lender, JdbcTimes times, String id, String token, Duration lease) {
        SqlValues values = values(times, id, token, lease);
        return lender.change("regenerate", connection -> insert(connection, statements.acquire, values))
                == LockAnswer.HELD;
    }

    private LockAnswer insert(Connection connection, SqlText text, SqlValues values) throws SQLException {
        try {
            return text.update(connection, values) > 0 ? LockAnswer.HELD : LockAnswer.UNKNOWN;
        } catch (SQLException e) {
            if (isTaken(e)) {
                return LockAnswer.BUSY;
            }
            throw e;
        }
    }

    /** The lease of a holder that is no more. */
    private boolean takeOver(JdbcConnections lender, SqlValues values) {
        return lender.repeatable("read", true, connection -> {
            try {
                return statements.takeOver.update(connection, values) > 0;
            } catch (SQLException e) {
                if (isTaken(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private boolean isLeased(JdbcConnections lender, SqlValues values) {
        return lender.read("validateId", connection -> statements.isLeased.query(connection, values, ResultSet::next));
    }

    /** Several that want one row may have to be told apart by the database breaking a deadlock. */
    private boolean isTaken(SQLException e) {
        SqlProblem problem = connections.failures().problem(e);
        return problem == SqlProblem.DUPLICATE || problem == SqlProblem.BUSY;
    }

    /** Extends a lease, on a thread of our own; false if it is lost. What fails is tried again at the next turn. */
    CompletionStage<Boolean> renew(String id, String token, Duration lease) {
        SqlValues values = SqlValues.ofId(id)
                .with(SqlParameter.TOKEN, token)
                .with(SqlParameter.LEASE, Math.max(1, lease.toMillis()));
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return connections.repeatable(
                                "renew", false, connection -> statements.renew.update(connection, values) > 0);
                    } catch (SessionStoreException e) {
                        return true;
                    }
                },
                renewers);
    }

    /** Gives a lease back; no error where it is another's by now. */
    void release(String id, String token) {
        SqlValues values = SqlValues.ofId(id).with(SqlParameter.TOKEN, token);
        int unused =
                connections.repeatable("close", false, connection -> statements.release.update(connection, values));
    }

    /** Removes what holders left that are no more. */
    void removeAbandoned() {
        SqlValues values = new SqlValues().with(SqlParameter.LEASE, ABANDONED.toMillis());
        int unused =
                connections.change("gc", connection -> statements.removeAbandonedLeases.update(connection, values));
    }

    @Override
    public void close() {
        renewers.shutdown();
        try {
            renewers.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService renewers() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(RENEWERS, RENEWERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "savehandler-jdbc-renewals");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
