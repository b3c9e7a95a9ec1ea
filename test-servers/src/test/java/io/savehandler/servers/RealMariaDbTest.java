package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@RequiresServers(Server.MARIADB)
class RealMariaDbTest {
    @Test
    void keepsWhatWasCommittedOverAKill() throws SQLException {
        try (RealMariaDb server =
                RealMariaDb.launch().setting("max-connections", "17").start()) {
            try (Connection connection = connect(server)) {
                assertThat(query(connection, "SELECT @@max_connections")).isEqualTo("17");
                assertThat(query(connection, "SELECT DATABASE()")).isEqualTo("sessions");
                update(connection, "CREATE TABLE t (v BLOB)");
                update(connection, "INSERT INTO t VALUES ('committed')");
                server.kill();
                assertThatThrownBy(() -> query(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> connect(server)).isInstanceOf(SQLNonTransientConnectionException.class);
            server.restart();
            try (Connection connection = connect(server)) {
                assertThat(query(connection, "SELECT v FROM t")).isEqualTo("committed");
            }
        }
    }

    @Test
    void isSilentWhilePaused() throws SQLException {
        try (RealMariaDb server = RealMariaDb.start();
                Connection connection = connect(server)) {
            assertThat(Files.exists(server.unixSocket())).isTrue();
            connection.setNetworkTimeout(Runnable::run, 100);
            server.pause();
            assertThatThrownBy(() -> query(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            server.resume();
            try (Connection next = connect(server)) {
                assertThat(query(next, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    private static Connection connect(RealMariaDb server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
