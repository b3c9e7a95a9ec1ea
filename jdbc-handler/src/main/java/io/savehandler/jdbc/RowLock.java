package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Symfony's transactional mode: the session's row is locked by a transaction that lasts as long as the request uses the
 * session. An id without a row gets one, which is gone with the transaction unless something is stored.
 */
final class RowLock implements ConnectionLock {
    /** The least that every database takes for a bound on a wait. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Words words;
    private final SqlDialect dialect;
    private final SqlText tryLock;
    private final Optional<SqlText> beginAndTry;
    private final AtomicBoolean beginsAndTries;
    private final Optional<SqlText> awaitLock;
    private final SqlText placeholder;

    RowLock(Words words, SqlDialect dialect, SqlStatements statements) {
        this.words = words;
        this.dialect = dialect;
        this.tryLock = statements.text(words.tryLock);
        this.beginAndTry = words.beginAndTry.map(statements::text);
        this.beginsAndTries = new AtomicBoolean(beginAndTry.isPresent());
        this.awaitLock = words.awaitLock.map(text -> statements.text(text).within(words.longestWaitSeconds));
        this.placeholder = statements.placeholder.within(words.longestWaitSeconds);
    }

    @Override
    public String lineOf(String id) {
        return words.storeWide ? "" : id;
    }

    @Override
    public boolean isTransaction() {
        return true;
    }

    @Override
    public boolean isStoreWide() {
        return words.storeWide;
    }

    @Override
    public LockResult take(Connection connection, JdbcTimes times, String id, boolean unknownToo, Duration patience)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!beginsAndTries.get() || !patience.isZero()) {
            connection.setAutoCommit(false);
        }
        LockResult result = result(connection, times, id, unknownToo, patience);
        if (!result.isHeld()) {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
        return result;
    }

    private LockResult result(Connection connection, JdbcTimes times, String id, boolean unknownToo, Duration patience)
            throws SQLException {
        try {
            LockResult result = locked(connection, times, id, patience);
            if (result.isHeld() || (words.seesUnfinishedRows && !unknownToo)) {
                return result;
            }
            makeRow(connection, times.valuesOf(id), patience);
            return unknownToo
                    ? new LockResult(LockAnswer.HELD, JdbcSighting.nothing(id, times.present()))
                    : LockResult.of(LockAnswer.UNKNOWN);
        } catch (SQLException e) {
            SqlProblem problem = dialect.problem(e);
            if (problem == SqlProblem.BUSY || problem == SqlProblem.DUPLICATE) {
                return LockResult.of(LockAnswer.BUSY);
            }
            throw e;
        }
    }

    private LockResult locked(Connection connection, JdbcTimes times, String id, Duration patience)
            throws SQLException {
        if (words.storeWide) {
            return wholeStoreLocked(connection, times.valuesOf(id));
        }
        return patience.isZero() || awaitLock.isEmpty()
                ? tried(connection, times, id)
                : awaited(connection, times.valuesOf(id), patience, awaitLock.get());
    }

    private LockResult tried(Connection connection, JdbcTimes times, String id) throws SQLException {
        Optional<LockResult> begun =
                connection.getAutoCommit() ? begunAndTried(connection, times, id) : Optional.empty();
        return begun.isPresent() ? begun.get() : tried(tryLock, connection, times, id);
    }

    /** Nothing if the server does not know how; others are not asked again. */
    private Optional<LockResult> begunAndTried(Connection connection, JdbcTimes times, String id) throws SQLException {
        try {
            LockResult result = tried(beginAndTry.orElse(tryLock), connection, times, id);
            connection.setAutoCommit(false);
            return Optional.of(result);
        } catch (SQLException e) {
            if (!isTransactionNow(connection, e) || dialect.problem(e) != SqlProblem.UNKNOWN_SYNTAX) {
                throw e;
            }
            beginsAndTries.set(false);
            return Optional.empty();
        }
    }

    /** What failed may have begun the transaction, of which its driver does not know. Without one no lock would last. */
    private static boolean isTransactionNow(Connection connection, SQLException failure) {
        try {
            connection.setAutoCommit(false);
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private static LockResult tried(SqlText text, Connection connection, JdbcTimes times, String id)
            throws SQLException {
        return text.query(connection, times.valuesOf(id), rows -> seenAndLocked(rows, times, id));
    }

    /** What never waits sees the present. */
    private static LockResult seenAndLocked(ResultSet rows, JdbcTimes times, String id) throws SQLException {
        return rows.next()
                ? new LockResult(LockAnswer.HELD, JdbcRows.sighting(rows, times, id))
                : LockResult.of(LockAnswer.UNKNOWN);
    }

    /** What has waited may have seen the state before its wait, so the session is read afterwards. */
    private LockResult awaited(Connection connection, SqlValues values, Duration patience, SqlText text)
            throws SQLException {
        try (SqlDialect.Bound bound = dialect.boundWait(connection, patience)) {
            boolean locked = text.query(connection, values, ResultSet::next);
            return LockResult.of(locked ? LockAnswer.HELD : LockAnswer.UNKNOWN);
        }
    }

    private LockResult wholeStoreLocked(Connection connection, SqlValues values) throws SQLException {
        try (SqlDialect.Bound bound = dialect.boundWait(connection, Duration.ZERO)) {
            int unused = tryLock.update(connection, values);
            return LockResult.of(LockAnswer.HELD);
        }
    }

    /** Tells as well whether another request has made one that is not committed yet, which nobody sees. */
    private void makeRow(Connection connection, SqlValues values, Duration patience) throws SQLException {
        try (SqlDialect.Bound bound = dialect.boundWait(connection, patience.isZero() ? AT_ONCE : patience)) {
            int unused = placeholder.update(connection, values);
        }
    }

    @Override
    public void giveBack(BorrowedConnection borrowed, String id, boolean changed) throws SQLException {
        if (changed) {
            borrowed.commit();
        } else {
            borrowed.connection().rollback();
        }
    }

    /**
     * How rows are locked in one database.
     *
     * @param tryLock locks the row of {@code :id} and reads it; never waits for another's lock
     * @param beginAndTry the same in one statement with the beginning of the transaction that keeps the lock, where a driver
     *     would begin it by one of its own
     * @param awaitLock locks the row and answers one if it is there; absent where waiting is not to be done inside the
     *     database
     * @param longestWaitSeconds after which a statement gives up that waits, or 0 if something else bounds it
     * @param seesUnfinishedRows whether a row that is not committed yet is found locked
     * @param storeWide whether one lock is all sessions'
     */
    record Words(
            String tryLock,
            Optional<String> beginAndTry,
            Optional<String> awaitLock,
            int longestWaitSeconds,
            boolean seesUnfinishedRows,
            boolean storeWide) {}
}
