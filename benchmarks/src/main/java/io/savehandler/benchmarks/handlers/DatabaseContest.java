package io.savehandler.benchmarks.handlers;

import io.savehandler.jdbc.JdbcLockMode;
import io.savehandler.jdbc.JdbcSessionHandlerFactory;
import io.savehandler.jdbc.JdbcSettings;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** PostgreSQL, beside plain JDBC; the lock is the session's row. */
final class DatabaseContest implements Contest {
    static final int POOL = 16;

    private static final String USER = "savehandler";
    private static final String PASSWORD = "only-for-tests";

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String connections() {
        return "a pool of " + POOL + " connections to PostgreSQL";
    }

    @Override
    public Class<? extends StoreJmh> jmh() {
        return JdbcJmh.class;
    }

    @Override
    public RealServer start() {
        RealPostgres server = RealPostgres.start();
        try (JdbcSessionHandlerFactory factory = factory(server.port(), RequestKind.UNLOCKED)) {
            factory.createTable();
        }
        String sql = "insert into sessions (sess_id, sess_data, sess_lifetime, sess_time) values (?, ?, 4000000000, 0)";
        try (Connection connection = DriverManager.getConnection(url(server.port()), USER, PASSWORD);
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < StoreJmh.SESSIONS; i++) {
                insert.setString(1, StoreJmh.id(i));
                insert.setBytes(2, StoreJmh.data('a'));
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot fill the table", e);
        }
        return server;
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static JdbcSessionHandlerFactory factory(int port, RequestKind kind) {
        return JdbcSessionHandlerFactory.builder()
                .savePath(url(port))
                .login(USER, PASSWORD)
                .settings(JdbcSettings.builder()
                        .lockMode(kind == RequestKind.LOCKED ? JdbcLockMode.ROW : JdbcLockMode.NONE)
                        .poolSize(POOL)
                        .build())
                .build();
    }

    @Override
    public StoreRequests connect(Contestant who, int port, RequestKind kind) {
        return who == Contestant.DRIVER
                ? new PlainJdbcRequests(url(port), USER, PASSWORD, kind)
                : new HandlerRequests(factory(port, kind), kind);
    }
}
