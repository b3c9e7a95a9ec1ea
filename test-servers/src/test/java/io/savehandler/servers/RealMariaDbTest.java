package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@RequiresServers(Server.MARIADB)
class RealMariaDbTest {
    @Test
    void keepsWhatWasCommittedOverAKill() throws SQLException {
        try (RealMariaDb server =
                RealMariaDb.launch().setting("max-connections", "17").start()) {
            try (Sql sql = Sql.connect(server)) {
                assertThat(sql.query("SELECT @@max_connections")).isEqualTo("17");
                assertThat(sql.query("SELECT DATABASE()")).isEqualTo(server.database());
                sql.update("CREATE TABLE t (v BLOB)");
                sql.update("INSERT INTO t VALUES ('committed')");
                server.kill();
                assertThatThrownBy(() -> sql.query("SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> Sql.connect(server)).isInstanceOf(SQLException.class);
            server.restart();
            try (Sql sql = Sql.connect(server)) {
                assertThat(sql.query("SELECT v FROM t")).isEqualTo("committed");
            }
        }
    }

    @Test
    void isSilentWhilePaused() throws SQLException {
        try (RealMariaDb server = RealMariaDb.start();
                Sql sql = Sql.connect(server)) {
            assertThat(server.unixSocket()).exists();
            sql.answerWithin(100);
            server.pause();
            assertThatThrownBy(() -> sql.query("SELECT 1")).isInstanceOf(SQLException.class);
            server.resume();
            try (Sql next = Sql.connect(server)) {
                assertThat(next.query("SELECT 1")).isEqualTo("1");
            }
        }
    }
}
