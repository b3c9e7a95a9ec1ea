package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Where connections come from. Thread-safe. */
sealed interface JdbcSource extends AutoCloseable permits OwnPool, GivenSource {

    /**
     * A connection.
     *
     * @param longest how long to wait for others to give one back; an application's source knows its own bound
     */
    BorrowedConnection borrow(Duration longest) throws SQLException;

    /** Closes a connection in use for good. */
    void discard(Connection connection);

    /** Has idle connections replaced: one of their kind was found broken. */
    default void forgetIdle() {}

    /** How many connections are lent now, where that is known. */
    default int connectionsInUse() {
        return 0;
    }

    /** Whether connections may see less than what is committed now. */
    default boolean mayLackReadCommitted() {
        return false;
    }

    @Override
    default void close() {}
}
