package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteBehaviourTest implements JdbcBehaviour {
    private final TestDatabase database = TestDatabase.sqlite();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public String explain() {
        return "explain query plan ";
    }

    @Override
    public String keyName() {
        return "USING INDEX";
    }

    @Test
    void aFullDatabaseIsToldAndKeepsWhatItHas() {
        JdbcVisits.to(database, JdbcSettings.defaults()).close();
        long pages = database.door().number("pragma page_count");
        try (JdbcVisits visits = JdbcVisits.to(
                database.savePath() + "&max_page_count=" + (pages + 10),
                JdbcSettings.builder().lockMode(JdbcLockMode.NONE).build())) {
            visits.write("anid", "old");
            assertThatThrownBy(() -> visits.write("anid", "x".repeat(100_000)))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("no room");
            assertThat(visits.read("anid")).isEqualTo("old");
            visits.write("anid", "new");
            assertThat(visits.read("anid")).isEqualTo("new");
        }
    }

    @Test
    void aFileThatCanOnlyBeReadIsToldAndThePoolRecovers() {
        Optional<SmallDisk> small = SmallDisk.mount("1m");
        assumeTrue(small.isPresent(), "no file system can be mounted here");
        JdbcSettings unlocked =
                JdbcSettings.builder().lockMode(JdbcLockMode.NONE).build();
        try (SmallDisk disk = small.get()) {
            String savePath = "jdbc:sqlite:" + disk.path().resolve("sessions.db");
            try (JdbcVisits writable = JdbcVisits.to(savePath, unlocked)) {
                writable.factory().createTable();
                writable.write("anid", "old");
            }
            disk.makeReadOnly(true);
            try (JdbcVisits visits = JdbcVisits.to(savePath, unlocked)) {
                assertThat(visits.read("anid")).isEqualTo("old");
                assertThatThrownBy(() -> visits.write("anid", "new"))
                        .isInstanceOfSatisfying(
                                SessionStoreException.class,
                                failure -> assertThat(failure.outcomeUnknown()).isFalse())
                        .hasMessageContaining("only be read");
                assertThat(visits.read("anid")).isEqualTo("old");
                disk.makeReadOnly(false);
                assertThatThrownBy(() -> visits.write("anid", "new")).hasMessageContaining("only be read");
                visits.write("anid", "new");
                assertThat(visits.read("anid")).isEqualTo("new");
            }
        }
    }

    /** SQLite lets nobody write who still has the former file open. */
    @Test
    void aFileThatIsReplacedByItsBackupIsToldOnceAndThenUsed() throws IOException {
        try (JdbcVisits visits = JdbcVisits.to(
                database, JdbcSettings.builder().lockMode(JdbcLockMode.NONE).build())) {
            visits.write("anid", "old");
            Path file = Path.of(
                    database.savePath().substring("jdbc:sqlite:".length()).replaceFirst("\\?.*", ""));
            Path backup = Files.copy(file, file.resolveSibling("backup.db"));
            Files.move(backup, file, StandardCopyOption.ATOMIC_MOVE);
            database.door().close();
            assertThatThrownBy(() -> visits.write("anid", "new"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("only be read");
            assertThat(visits.read("anid")).isEqualTo("old");
            visits.write("anid", "new");
            assertThat(visits.read("anid")).isEqualTo("new");
        }
    }
}
