package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import io.savehandler.memory.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What the kit does not ask about, in every database. */
interface JdbcBehaviour {
    String INSERT = "insert into sessions (sess_id, sess_data, sess_lifetime, sess_time) values (?, ?, ?, ?)";

    TestDatabase database();

    /** How this database tells what it would do. */
    String explain();

    private JdbcVisits visits() {
        return JdbcVisits.to(database(), JdbcSettings.defaults());
    }

    private void insert(String id, long lifetime, long time) {
        database().door().update(INSERT, id, JdbcVisits.bytes("data"), lifetime, time);
    }

    private long rows() {
        return database().door().number("select count(*) from sessions");
    }

    @Test
    default void aRowOfOldSymfonyHoldsADuration() {
        try (JdbcVisits visits = visits()) {
            long now = Instant.now().getEpochSecond();
            insert("alive", 1440, now - 1000);
            insert("expired", 1440, now - 2000);
            assertThat(visits.read("alive")).isEqualTo("data");
            assertThat(visits.read("expired")).isEmpty();
            try (SessionHandler handler = visits.request()) {
                assertThat(handler.gc(Duration.ofMinutes(24))).isEqualTo(1);
                handler.updateTimestamp("alive", JdbcVisits.bytes("data"));
            }
            assertThat(rows()).isEqualTo(1);
            assertThat(database().door().number("select sess_lifetime from sessions"))
                    .isGreaterThanOrEqualTo(now + 1440);
        }
    }

    @Test
    default void gcWorksInBatchesAndCountsAll() {
        try (JdbcVisits visits =
                JdbcVisits.to(database(), JdbcSettings.builder().gcBatch(7).build())) {
            long now = Instant.now().getEpochSecond();
            for (int i = 0; i < 30; i++) {
                insert("expired" + i, now - 1 - i, now - 2000);
            }
            insert("alive", now + 1000, now);
            try (SessionHandler handler = visits.request()) {
                assertThat(handler.gc(Duration.ofMinutes(24))).isEqualTo(30);
            }
            assertThat(visits.read("alive")).isEqualTo("data");
        }
    }

    @Test
    default void gcWithinARequestComesAfterIt() {
        try (JdbcVisits visits = visits()) {
            long now = Instant.now().getEpochSecond();
            insert("expired", now - 10, now - 2000);
            try (SessionHandler handler = visits.request()) {
                handler.read("alive");
                assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
                handler.write("alive", JdbcVisits.bytes("data"));
                assertThat(rows()).isEqualTo(2);
            }
            assertThat(rows()).isEqualTo(1);
        }
    }

    @Test
    default void theDatabasesClockDecidesIfItShall() {
        JdbcSettings settings = JdbcSettings.builder().clock(SqlClock.DATABASE).build();
        ManualClock wrong = ManualClock.at(Instant.parse("2040-01-01T00:00:00Z"));
        try (JdbcVisits visits = JdbcVisits.to(database(), settings)) {
            long now = Instant.now().getEpochSecond();
            insert("alive", now + 1000, now);
            insert("expired", now - 10, now);
            try (SessionHandler handler = visits.request(context -> context.clock(wrong))) {
                assertThat(handler.validateId("expired")).isFalse();
                assertThat(handler.validateId("alive")).isTrue();
                assertThat(handler.read("alive")).isEqualTo(JdbcVisits.bytes("data"));
                handler.write("alive", JdbcVisits.bytes("new"));
                handler.updateTimestamp("alive", JdbcVisits.bytes("new"));
                assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
            }
            assertThat(rows()).isEqualTo(1);
            assertThat(database().door().number("select sess_lifetime from sessions"))
                    .isBetween(now + 1440, now + 1500);
        }
    }

    /** Beside whose it is. A touch tells nothing new. */
    @Test
    default void whereASessionWasLastWrittenFromIsKept() {
        JdbcSettings settings = JdbcSettings.builder()
                .table("addressed")
                .ownerColumn("sess_owner")
                .addressColumn("sess_address")
                .lockMode(JdbcLockMode.NONE)
                .build();
        AtomicReference<Optional<String>> address = new AtomicReference<>(Optional.of("2001:db8::1"));
        SqlDoor door = database().door();
        String addresses = "select sess_owner, sess_address from addressed order by sess_id";
        HandlerContext adas =
                HandlerContext.builder().owner(() -> Optional.of("ada")).build();
        try (JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                        .savePath(database().savePath())
                        .settings(settings)
                        .clientAddress(address::get)
                        .build();
                SessionHandler handler = factory.newHandler(adas)) {
            factory.createTable();
            handler.write("anid", JdbcVisits.bytes("data"));
            assertThat(door.texts(addresses)).containsExactly("ada", "2001:db8::1");
            address.set(Optional.of("192.0.2.1"));
            handler.updateTimestamp("anid", JdbcVisits.bytes("data"));
            assertThat(door.texts(addresses)).containsExactly("ada", "2001:db8::1");
            handler.regenerate(new Regeneration("anid", "newid", JdbcVisits.bytes("data"), false));
            assertThat(door.texts(addresses)).containsExactly("ada", "192.0.2.1", "ada", "192.0.2.1");
            address.set(Optional.empty());
            handler.write("newid", JdbcVisits.bytes("new"));
            assertThat(door.texts(addresses)).containsExactly("ada", "192.0.2.1", "ada", "null");
        } finally {
            door.update("drop table if exists addressed");
        }
    }

    @Test
    default void aMissingTableIsToldWithWhatToDo() {
        JdbcSettings settings = JdbcSettings.builder()
                .table("nowhere")
                .lockMode(JdbcLockMode.NONE)
                .build();
        try (JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                .savePath(database().savePath())
                .settings(settings)
                .build()) {
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                assertThatThrownBy(() -> handler.read("anid"))
                        .isInstanceOf(SessionStoreException.class)
                        .hasMessageContaining("createTable()")
                        .hasMessageContaining("TROUBLESHOOTING.md#jdbc-table-missing");
            }
        }
    }

    @Test
    default void everyStatementOfARequestAndOfGcGoesByAnIndex() {
        try (JdbcVisits visits = visits()) {
            long now = Instant.now().getEpochSecond();
            for (int i = 0; i < 300; i++) {
                insert("session" + i, now + i, now);
            }
            SqlDoor door = database().door();
            door.texts(analyze());
            SqlStatements statements = database().statements(JdbcSettings.defaults());
            SqlValues values = new SqlValues()
                    .with(SqlParameter.ID, "session7")
                    .with(SqlParameter.NOW, now + 2)
                    .with(SqlParameter.END, now + 1440)
                    .with(SqlParameter.DATA, JdbcVisits.bytes("new"))
                    .with(SqlParameter.BEFORE, JdbcVisits.bytes("data"))
                    .with(SqlParameter.BATCH, 500);
            for (SqlText byKey : List.of(
                    statements.read,
                    statements.replace,
                    statements.compareAndReplace,
                    statements.touch,
                    statements.removeTogether)) {
                assertThat(door.plan(explain(), byKey, values))
                        .as(byKey.sql())
                        .containsIgnoringCase(keyName())
                        .doesNotContainIgnoringCase("seq scan")
                        .doesNotContain("tableScan", " ALL ", "SCAN sessions");
            }
            List<SqlText> gc = new ArrayList<>(List.of(statements.findExpired, statements.findExpiredDurations));
            gc.add(statements.removeExpired.orElse(statements.lockExpired));
            for (SqlText byTime : gc) {
                assertThat(door.plan(explain(), byTime, values))
                        .as(byTime.sql())
                        .containsIgnoringCase("sessions_sess_lifetime_idx")
                        .doesNotContainIgnoringCase("seq scan")
                        .doesNotContain("tableScan", " ALL ", "SCAN sessions");
            }
            assertThat(visits.read("session200")).isEqualTo("data");
        }
    }

    /** Has the database look at how much there is, which changes no row; answers something. */
    default String analyze() {
        return "select 1";
    }

    /** What the primary key is called where the database explains itself. */
    String keyName();

    @Test
    default void aLeaseThatIsRenewedOutlivesItsTime() {
        LockSettings brief =
                LockSettings.builder().expire(Duration.ofMillis(400)).build();
        LockSettings hasty = LockSettings.builder().waitTimeout(Duration.ZERO).build();
        try (JdbcVisits visits = visits();
                JdbcVisits elsewhere = visits();
                SessionHandler owner = visits.request(context -> context.lock(brief));
                SessionHandler other = elsewhere.request(context -> context.lock(hasty))) {
            owner.read("anid");
            awaitTime(database().door().number("select lock_until from sessions_locks"));
            assertThatThrownBy(() -> other.read("anid")).isInstanceOf(SessionLockTimeoutException.class);
            owner.write("anid", JdbcVisits.bytes("data"));
        }
    }

    /** Until the database's clock is past it. */
    private void awaitTime(long millis) {
        SqlDoor door = database().door();
        String now = "select " + SqlDialects.of(door.url()).orElseThrow().millis();
        while (door.number(now) <= millis) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    default void waitingRequestsKeepNoConnectionFromTheOneTheyWaitFor() throws Exception {
        JdbcSettings one = JdbcSettings.builder().poolSize(1).build();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (JdbcVisits visits = JdbcVisits.to(database(), one)) {
            List<Future<?>> waiting = new ArrayList<>();
            try (SessionHandler owner = visits.request()) {
                owner.read("anid");
                for (int i = 0; i < 6; i++) {
                    waiting.add(threads.submit(() -> increment(visits)));
                }
                visits.write("another", "data");
                assertThat(visits.read("another")).isEqualTo("data");
                owner.write("anid", JdbcVisits.bytes("1"));
            }
            for (Future<?> increment : waiting) {
                increment.get(30, TimeUnit.SECONDS);
            }
            assertThat(visits.read("anid")).isEqualTo("7");
        } finally {
            threads.shutdownNow();
        }
    }

    private static void increment(JdbcVisits visits) {
        try (SessionHandler handler = visits.request()) {
            int count = Integer.parseInt(new String(handler.read("anid"), StandardCharsets.UTF_8));
            handler.write("anid", JdbcVisits.bytes(String.valueOf(count + 1)));
        }
    }
}
