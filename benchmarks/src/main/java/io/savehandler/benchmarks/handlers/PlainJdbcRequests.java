package io.savehandler.benchmarks.handlers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements that the handler sends, from JDBC alone, on a pool that is set up as the handler's is. */
final class PlainJdbcRequests implements StoreRequests {
    private static final int LIFETIME = 1440;
    private static final String READ = "select \"sess_data\", (case when \"sess_lifetime\" <= 315576000 then"
            + " cast(\"sess_lifetime\" as bigint) + \"sess_time\" else \"sess_lifetime\" end), 0 from \"sessions\""
            + " where \"sess_id\" = ?";
    private static final String WRITE =
            "update \"sessions\" set \"sess_data\" = ?, \"sess_lifetime\" = ?, \"sess_time\""
                    + " = ? where \"sess_id\" = ?";

    private final HikariDataSource pool;
    private final RequestKind kind;

    PlainJdbcRequests(String url, String user, String password, RequestKind kind) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(DatabaseContest.POOL);
        config.setMinimumIdle(0);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql("set lock_timeout = 4000");
        config.addDataSourceProperty("socketTimeout", "5");
        this.pool = new HikariDataSource(config);
        this.kind = kind;
    }

    @Override
    public void serve(String id, byte[] data) {
        try {
            if (kind == RequestKind.LOCKED) {
                serveLocked(id, data);
            } else {
                serveUnlocked(id, data);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the handler, it keeps no connection while the request runs. */
    private void serveUnlocked(String id, byte[] data) throws SQLException {
        boolean known;
        try (Connection connection = pool.getConnection()) {
            known = read(connection, READ, id);
        }
        if (known) {
            try (Connection connection = pool.getConnection()) {
                write(connection, id, data);
            }
        }
    }

    private void serveLocked(String id, byte[] data) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            if (read(connection, READ + " for update nowait", id)) {
                write(connection, id, data);
            }
            connection.setAutoCommit(true);
        }
    }

    private static boolean read(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBytes(1).length > 0 && rows.getLong(2) > rows.getLong(3);
            }
        }
    }

    private static void write(Connection connection, String id, byte[] data) throws SQLException {
        long now = System.currentTimeMillis() / 1000;
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setBytes(1, data);
            statement.setLong(2, now + LIFETIME);
            statement.setLong(3, now);
            statement.setString(4, id);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("no session");
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
