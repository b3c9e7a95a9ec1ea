package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How long ids and data may be in a database that may cut what is longer; asked once. Thread-safe. */
final class JdbcLimits {
    private final SqlStatements statements;
    private final JdbcFailures failures;
    private volatile @Nullable Limits known;

    JdbcLimits(SqlStatements statements, JdbcFailures failures) {
        this.statements = statements;
        this.failures = failures;
    }

    /** @throws io.savehandler.SessionStoreException if the column takes less */
    void require(Connection connection, String operation, String id, byte[] data) throws SQLException {
        if (statements.columnLimits.isEmpty()) {
            return;
        }
        Limits limits = known;
        if (limits == null) {
            limits = statements.columnLimits.get().query(connection, new SqlValues(), JdbcLimits::limits);
            known = limits;
        }
        if (id.length() > limits.id) {
            throw failures.tooLong(operation, "an id", id.length(), limits.id);
        }
        if (data.length > limits.data) {
            throw failures.tooLong(operation, "data", data.length, limits.data);
        }
    }

    private static Limits limits(ResultSet rows) throws SQLException {
        rows.next();
        return new Limits(limit(rows, 1), limit(rows, 2));
    }

    /** Nothing is told of a table that is missing. */
    private static long limit(ResultSet rows, int column) throws SQLException {
        long limit = rows.getLong(column);
        return rows.wasNull() ? Long.MAX_VALUE : limit;
    }

    private record Limits(long id, long data) {}
}
