package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/** The advisory lock of Symfony, by the same key. It belongs to the connection, not to a transaction. */
final class AdvisoryLock implements ConnectionLock {
    private final Words words;
    private final SqlDialect dialect;
    private final SqlText tryLock;
    private final SqlText awaitLock;
    private final SqlText unlock;

    AdvisoryLock(Words words, SqlDialect dialect) {
        this.words = words;
        this.dialect = dialect;
        this.tryLock = SqlText.of(words.tryLock);
        this.awaitLock = SqlText.of(words.awaitLock);
        this.unlock = SqlText.of(words.unlock);
    }

    @Override
    public String lineOf(String id) {
        return words.name.apply(id);
    }

    @Override
    public boolean isTransaction() {
        return false;
    }

    @Override
    public boolean isStoreWide() {
        return false;
    }

    @Override
    public LockResult take(Connection connection, JdbcTimes times, String id, boolean unknownToo, Duration patience)
            throws SQLException {
        boolean taken = patience.isZero() ? isTrue(connection, tryLock, key(id)) : await(connection, id, patience);
        return LockResult.of(taken ? LockAnswer.HELD : LockAnswer.BUSY);
    }

    /** The bound on the wait holds for a transaction, the lock for longer. */
    private boolean await(Connection connection, String id, Duration patience) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            return await(connection, key(id).with(SqlParameter.PATIENCE, patience.toMillis()), patience);
        } catch (SQLException e) {
            if (dialect.problem(e) != SqlProblem.BUSY) {
                throw e;
            }
            connection.rollback();
            return false;
        } finally {
            restore(connection, autoCommit);
        }
    }

    private boolean await(Connection connection, SqlValues values, Duration patience) throws SQLException {
        try (SqlDialect.Bound bound = dialect.boundWait(connection, patience)) {
            boolean taken = isTrue(connection, awaitLock, values)
                    && (!words.awaitedUntilCommit || isTrue(connection, tryLock, values));
            connection.commit();
            return taken;
        }
    }

    private static void restore(Connection connection, boolean autoCommit) throws SQLException {
        if (autoCommit && !connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }

    private SqlValues key(String id) {
        return words.key.apply(words.name.apply(id));
    }

    private static boolean isTrue(Connection connection, SqlText text, SqlValues values) throws SQLException {
        return text.query(connection, values, AdvisoryLock::isTrue);
    }

    private static boolean isTrue(ResultSet rows) throws SQLException {
        return rows.next() && rows.getBoolean(1);
    }

    @Override
    public void giveBack(BorrowedConnection borrowed, String id, boolean changed) throws SQLException {
        if (!isTrue(borrowed.connection(), unlock, key(id))) {
            throw new SQLException("the lock was not there to be given back", "08003");
        }
        borrowed.commit();
    }

    /**
     * A database's advisory locks.
     *
     * @param tryLock answers whether it took the lock of {@code :key}
     * @param awaitLock the same after a wait of at most {@code :patience} milliseconds
     * @param awaitedUntilCommit whether what it took ends with the transaction, so that the lock is then taken beside it. A
     *     wait may be given up just as its lock is granted, and a lock of the connection would stay
     * @param unlock answers whether the lock was there
     * @param name what of an id the lock is named for
     * @param key that name as the database takes it
     */
    record Words(
            String tryLock,
            String awaitLock,
            boolean awaitedUntilCommit,
            String unlock,
            Function<String, String> name,
            Function<String, SqlValues> key) {}
}
