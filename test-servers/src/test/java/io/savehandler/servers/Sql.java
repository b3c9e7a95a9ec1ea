package io.savehandler.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A JDBC connection of a test. */
final class Sql implements AutoCloseable {
    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    static Sql connect(RealMariaDb server) throws SQLException {
        return new Sql(DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password()));
    }

    static Sql connect(RealPostgres server) throws SQLException {
        return new Sql(DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password()));
    }

    /** The first column of the first row. */
    String query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    void update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    void answerWithin(int millis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, millis);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
