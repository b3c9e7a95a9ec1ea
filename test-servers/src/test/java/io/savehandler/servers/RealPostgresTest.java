package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@RequiresServers(Server.POSTGRESQL)
class RealPostgresTest {
    @Test
    void keepsWhatWasCommittedOverAKill() throws SQLException {
        try (RealPostgres server =
                RealPostgres.launch().setting("max_connections", "17").start()) {
            try (Sql sql = Sql.connect(server)) {
                assertThat(sql.query("SHOW max_connections")).isEqualTo("17");
                assertThat(sql.query("SELECT current_database()")).isEqualTo(server.database());
                sql.update("CREATE TABLE t (v text)");
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
        try (RealPostgres server = RealPostgres.start();
                Sql sql = Sql.connect(server)) {
            assertThat(server.unixSocketDirectory().resolve(".s.PGSQL." + server.port()))
                    .exists();
            sql.answerWithin(100);
            server.pause();
            assertThatThrownBy(() -> sql.query("SELECT 1")).isInstanceOf(SQLException.class);
            server.resume();
            try (Sql next = Sql.connect(server)) {
                assertThat(next.query("SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void leavesNoSharedMemoryWhenKilled() throws IOException {
        String id;
        try (RealPostgres server = RealPostgres.start()) {
            id = Files.readAllLines(server.directory().resolve("data/postmaster.pid"))
                    .get(6)
                    .replaceFirst(".* ", "");
            server.kill();
            assertThat(sharedMemory()).contains(" " + id + " ");
        }
        assertThat(sharedMemory()).doesNotContain(" " + id + " ");
    }

    private static String sharedMemory() throws IOException {
        return Files.readString(Path.of("/proc/sysvipc/shm"));
    }
}
