package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The application's source of connections, which stays open. Thread-safe. */
record GivenSource(DataSource source, SqlDialect dialect) implements JdbcSource {

    @Override
    public BorrowedConnection borrow(Duration longest) throws SQLException {
        return BorrowedConnection.of(source.getConnection(), this);
    }

    @Override
    public boolean mayLackReadCommitted() {
        return dialect.knowsReadCommitted();
    }

    @Override
    public void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is broken already.
        }
    }
}
