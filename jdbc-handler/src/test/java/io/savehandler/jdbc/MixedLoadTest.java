package io.savehandler.jdbc;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/** Two nodes of MariaDB and two of PostgreSQL, under each lock: nobody is told of a deadlock, nor of any other failure. */
@Tag("once")
@RequiresServers({Server.MARIADB, Server.POSTGRESQL})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedLoadTest {
    private final TestDatabase mariaDb = TestDatabase.mariaDb();
    private final TestDatabase postgres = TestDatabase.postgres();

    @AfterAll
    void stop() {
        mariaDb.close();
        postgres.close();
    }

    /** On both at once. */
    @Test
    void aMinute(TestReporter report) throws Exception {
        run(Duration.ofMinutes(1), report);
    }

    @Test
    @Tag("long")
    void tenMinutes(TestReporter report) throws Exception {
        run(Duration.ofMinutes(10), report);
    }

    private void run(Duration time, TestReporter report) throws Exception {
        for (JdbcLockMode mode : JdbcLockMode.values()) {
            run(mode, time.dividedBy(JdbcLockMode.values().length), report);
        }
    }

    private void run(JdbcLockMode mode, Duration time, TestReporter report) throws Exception {
        JdbcSettings settings = JdbcSettings.builder()
                .lockMode(mode)
                .ownerColumn("sess_owner")
                .gcBatch(20)
                .build();
        try (MixedLoad onMariaDb = new MixedLoad(mariaDb, settings);
                MixedLoad onPostgres = new MixedLoad(postgres, settings)) {
            long end = System.nanoTime() + time.toNanos();
            onMariaDb.start(end);
            onPostgres.start(end);
            onMariaDb.finish();
            onPostgres.finish();
            report.publishEntry("MariaDB, " + mode, onMariaDb.toString());
            report.publishEntry("PostgreSQL, " + mode, onPostgres.toString());
            System.out.println(mode + ": MariaDB " + onMariaDb + "; PostgreSQL " + onPostgres);
        }
    }
}
