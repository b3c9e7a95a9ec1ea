package io.savehandler.jdbc;

import io.savehandler.SessionStoreException;
import java.sql.SQLException;

/** The one place where a driver's errors become ours. Thread-safe. */
final class JdbcFailures {
    private final SqlDialect dialect;
    private final String address;

    /** @param address the database's, without a login */
    JdbcFailures(SqlDialect dialect, String address) {
        this.dialect = dialect;
        this.address = address;
    }

    /** No connection: nothing was sent. */
    SessionStoreException notConnected(String operation, SQLException e) {
        SQLException root = e;
        while (root.getCause() instanceof SQLException deeper) {
            root = deeper;
        }
        SqlProblem problem = dialect.problem(root);
        String text = problem == SqlProblem.OTHER || problem == SqlProblem.UNREACHABLE
                ? "no connection, or none free within the time-out. See TROUBLESHOOTING.md#jdbc-unreachable"
                : problem.text();
        return new SessionStoreException(operation, address, text + codes(root), withoutText(e));
    }

    /**
     * A statement failed.
     *
     * @param changes whether it may have changed something although it failed
     */
    SessionStoreException failed(String operation, boolean changes, SQLException e) {
        SqlProblem problem = dialect.problem(e);
        boolean unknown = changes && problem == SqlProblem.UNREACHABLE;
        return new SessionStoreException(operation, address, problem.text() + codes(e), unknown, withoutText(e));
    }

    /** A value does not fit, found before it was sent. */
    SessionStoreException tooLong(String operation, String what, long length, long limit) {
        return new SessionStoreException(
                operation,
                address,
                SqlProblem.TOO_LONG.text() + " (" + what + " of " + length + " bytes, the column takes " + limit + ")",
                new SQLException("data too long", "22001"));
    }

    SqlProblem problem(SQLException e) {
        return dialect.problem(e);
    }

    private static String codes(SQLException e) {
        return " (SQLSTATE " + e.getSQLState() + ", code " + e.getErrorCode() + ")";
    }

    /** A driver's text may quote the values of the statement, and with them an id or data. */
    static SQLException withoutText(SQLException e) {
        SQLException told = new SQLException(e.getClass().getName(), e.getSQLState(), e.getErrorCode());
        told.setStackTrace(e.getStackTrace());
        return told;
    }
}
