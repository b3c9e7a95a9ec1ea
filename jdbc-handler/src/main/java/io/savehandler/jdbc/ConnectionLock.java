package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How a lock is taken that lasts as long as the connection which has it, or until it is given back. Thread-safe. */
sealed interface ConnectionLock permits AdvisoryLock, RowLock {

    /** What the lock is of: sessions for which this is the same wait for each other. */
    String lineOf(String id);

    /** Whether the lock is a transaction, so that changes count when it is given back. */
    boolean isTransaction();

    /** Whether all sessions have the same lock. */
    boolean isStoreWide();

    /**
     * Tries to take a session's lock. Unless it was taken, the connection is as it was before.
     *
     * @param unknownToo whether the lock of an id without a session is taken as well
     * @param patience how long to wait inside the database; zero not at all
     */
    LockResult take(Connection connection, JdbcTimes times, String id, boolean unknownToo, Duration patience)
            throws SQLException;

    /**
     * Gives a session's lock back, with what was changed under it.
     *
     * @param changed whether anything was
     */
    void giveBack(BorrowedConnection borrowed, String id, boolean changed) throws SQLException;
}
