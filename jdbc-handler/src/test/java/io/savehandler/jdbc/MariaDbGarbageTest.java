package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("once")
@RequiresServers(Server.MARIADB)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbGarbageTest implements GarbageBehaviour {
    private final TestDatabase database = TestDatabase.mariaDb();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public String numbersTo(int last) {
        return "(select seq as n from seq_1_to_" + last + ") numbers";
    }

    private HikariDataSource pool() {
        JdbcTarget target = JdbcSavePath.parse(database.savePath());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(target.url());
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static JdbcSessionHandlerFactory factory(RefusingSource server, JdbcSettings settings) {
        return JdbcSessionHandlerFactory.builder()
                .dataSource(server.source())
                .settings(settings)
                .build();
    }

    /** MariaDB before 10.6, MySQL before 8.0. */
    @Test
    void aServerThatCannotPassOverLocksIsAskedOnce() {
        JdbcSettings settings = JdbcSettings.builder().gcBatch(7).build();
        JdbcVisits.to(database, settings).close();
        new ManySessions(database.door(), numbersTo(200), 200).insert(Instant.now());
        try (HikariDataSource pool = pool()) {
            RefusingSource former = RefusingSource.ofWords(pool, "skip locked");
            try (JdbcSessionHandlerFactory factory = factory(former, settings);
                    SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                assertThat(handler.gc(LIFETIME)).isEqualTo(100);
                assertThat(handler.gc(LIFETIME)).isZero();
            }
            assertThat(former.refusals()).isEqualTo(1);
        }
        assertThat(database.door().number("select count(*) from sessions")).isEqualTo(100);
    }

    /** One that somebody made with a unique index instead. */
    @Test
    void aTableWithoutAPrimaryKeyIsCleanedOneByOne() {
        JdbcVisits.to(database, JdbcSettings.defaults()).close();
        new ManySessions(database.door(), numbersTo(200), 200).insert(Instant.now());
        int unused = database.door().update("alter table sessions add unique index other (sess_id), drop primary key");
        try (JdbcVisits visits = JdbcVisits.through(database, JdbcSettings.defaults());
                SessionHandler handler = visits.request()) {
            assertThat(handler.gc(LIFETIME)).isEqualTo(100);
            assertThat(handler.gc(LIFETIME)).isZero();
        } finally {
            unused = database.door().update("alter table sessions add primary key (sess_id), drop index other");
        }
        assertThat(database.door().number("select count(*) from sessions")).isEqualTo(100);
    }

    /** gc waits for the request, which stores what it wants to store, and then goes on. */
    @Test
    void aSessionInUseIsWaitedForWhereLocksCannotBePassedOver() throws Exception {
        JdbcSettings settings =
                JdbcSettings.builder().lockMode(JdbcLockMode.ROW).build();
        try (HikariDataSource pool = pool();
                JdbcVisits visits = JdbcVisits.to(database, settings);
                JdbcSessionHandlerFactory factory = factory(RefusingSource.ofWords(pool, "skip locked"), settings);
                SessionHandler collector = factory.newHandler(HandlerContext.defaults())) {
            for (int i = 0; i < 10; i++) {
                expire(visits, "unused" + i, i);
            }
            expire(visits, "used", 5);
            CompletableFuture<Long> removed;
            try (SessionHandler owner = visits.request()) {
                owner.read("used");
                removed = CompletableFuture.supplyAsync(() -> collector.gc(LIFETIME));
                awaitWait(removed);
                owner.write("used", JdbcVisits.bytes("new"));
            }
            assertThat(removed.get(30, TimeUnit.SECONDS)).isEqualTo(10);
            assertThat(visits.read("used")).isEqualTo("new");
        }
    }

    private void expire(JdbcVisits visits, String id, int order) {
        visits.write(id, "data");
        int unused = database.door()
                .update("update sessions set sess_lifetime = ? where sess_id = ?", 315576001L + order, id);
    }

    /** Until somebody waits for a row. */
    private void awaitWait(CompletableFuture<?> ended) {
        String waiting = "select variable_value from information_schema.global_status where variable_name ="
                + " 'innodb_row_lock_current_waits'";
        while (database.door().number(waiting) == 0) {
            assertThat(ended).isNotDone();
        }
    }
}
