package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealMariaDb;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database without room says so, keeps what it has, and stores again when it has room. */
@Tag("once")
class FullDatabaseTest {
    private static final int MANY = 60;
    private static final byte[] LARGE = large();

    private static byte[] large() {
        byte[] data = new byte[1 << 18];
        new Random(7).nextBytes(data); // or it is stored compressed
        return data;
    }

    private static JdbcSettings settings(String table) {
        return JdbcSettings.builder().table(table).lockMode(JdbcLockMode.NONE).build();
    }

    private static void fill(JdbcVisits visits) {
        visits.write("anid", "old");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < MANY; i++) {
                        visits.write("large" + i, LARGE);
                    }
                })
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        failure -> assertThat(failure.outcomeUnknown()).isFalse())
                .hasMessageContaining("no room");
        assertThatThrownBy(() -> visits.write("anid", LARGE)).isInstanceOf(SessionStoreException.class);
        assertThat(visits.read("anid")).isEqualTo("old");
    }

    private static boolean isStored(JdbcVisits visits) {
        try {
            visits.write("anid", LARGE);
        } catch (SessionStoreException e) {
            return false;
        }
        assertThat(visits.read("anid")).isEqualTo(new String(LARGE, StandardCharsets.UTF_8));
        return true;
    }

    @Test
    @RequiresServers(Server.POSTGRESQL)
    void postgres() {
        Optional<SmallDisk> small = SmallDisk.mount("8m");
        assumeTrue(small.isPresent(), "no file system can be mounted here");
        JdbcSettings settings = settings("crowded");
        try (SmallDisk disk = small.get();
                TestDatabase database = TestDatabase.postgres();
                JdbcVisits visits = JdbcVisits.through(database, settings)) {
            SqlDoor door = database.door();
            Path directory = disk.directoryAs(SharedServers.postgres().directory());
            try {
                door.update("create tablespace small location '" + directory + "'");
                door.update(database.statements(settings).ddl(false).get(0) + " tablespace small");
                fill(visits);
                disk.grow("64m");
                assertThat(isStored(visits)).isTrue();
            } finally {
                door.update("drop table if exists crowded");
                door.update("drop tablespace if exists small");
            }
        }
    }

    /** A server that keeps all in one file, which may not grow for ever. */
    @Test
    @RequiresServers(Server.MARIADB)
    void mariaDb() {
        try (RealMariaDb server = RealMariaDb.launch()
                .setting("innodb-file-per-table", "OFF")
                .setting("innodb-data-file-path", "ibdata1:12M:autoextend:max:16M")
                .start()) {
            TestDatabase database = TestDatabase.of(server);
            try (SqlDoor door = database.door();
                    JdbcVisits visits = JdbcVisits.to(database, settings("sessions"))) {
                fill(visits);
                assertThat(door.number("select count(*) from sessions where sess_id = 'anid'"))
                        .isEqualTo(1);
            }
        }
    }
}
