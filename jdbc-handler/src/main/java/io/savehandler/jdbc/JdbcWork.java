package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Something that is done with a connection. */
@FunctionalInterface
interface JdbcWork<T> {
    /** A deadlock, by the standard and in PostgreSQL. */
    Set<String> UNDONE = Set.of("40001", "40P01");

    int ATTEMPTS = 5;

    T on(Connection connection) throws SQLException;

    /**
     * The same, begun anew where the database tells that it has undone all of it to end a deadlock; so it is a statement that
     * commits itself, or a transaction from its beginning.
     */
    default JdbcWork<T> unlessUndone() {
        return connection -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return on(connection);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !UNDONE.contains(String.valueOf(e.getSQLState()))) {
                        throw e;
                    }
                    if (!connection.getAutoCommit()) {
                        connection.rollback();
                    }
                }
            }
        };
    }
}
