package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What gc means for those who use the table meanwhile. */
interface GarbageBehaviour {
    Duration LIFETIME = Duration.ofMinutes(24);
    int SOME = 50_000;
    int MILLION = 1_000_000;

    TestDatabase database();

    /** A table of the numbers from 1 on, each in {@code n}. */
    String numbersTo(int last);

    default ManySessions many(int count) {
        return new ManySessions(database().door(), numbersTo(count), count);
    }

    /** Who reads, writes, creates or destroys a session, and gc at another node, find nothing in their way. */
    @Test
    default void aBatchThatIsNotFinishedKeepsNobodyWaiting() throws Exception {
        int batch = 20;
        JdbcSettings settings = JdbcSettings.builder().gcBatch(batch).build();
        try (JdbcVisits visits = JdbcVisits.to(database(), settings);
                JdbcVisits elsewhere = JdbcVisits.through(database(), settings)) {
            ManySessions sessions = many(400);
            sessions.insert(Instant.now());
            try (BorrowedConnection open = visits.factory().source().borrow(Duration.ZERO);
                    SessionHandler collector = elsewhere.request()) {
                assertThat(removeBatch(open.connection(), settings)).isEqualTo(batch);
                sessions.living().forEach(id -> assertThat(elsewhere.read(id)).isEqualTo(ManySessions.DATA));
                sessions.expired().forEach(id -> assertThat(elsewhere.read(id)).isEmpty());
                elsewhere.write(sessions.living().get(0), "new");
                elsewhere.write("created", "data");
                elsewhere.destroy(sessions.living().get(1));
                assertThat(collector.gc(LIFETIME)).isEqualTo(200 - batch);
            }
            try (SessionHandler collector = elsewhere.request()) {
                assertThat(collector.gc(LIFETIME)).isEqualTo(batch);
                assertThat(collector.gc(LIFETIME)).isZero();
            }
            assertThat(database().door().number("select count(*) from sessions"))
                    .isEqualTo(200);
            assertThat(visits.read(sessions.living().get(0))).isEqualTo("new");
        }
    }

    /** What a batch of gc does, in a transaction that stays open. */
    default int removeBatch(Connection connection, JdbcSettings settings) throws SQLException {
        connection.setAutoCommit(false);
        SqlStatements statements = database().statements(settings);
        JdbcTimes times = new JdbcTimes(HandlerContext.defaults(), SqlClock.HOST, Optional::empty);
        SqlValues values = times.valuesOf("").with(SqlParameter.BATCH, settings.gcBatch());
        if (statements.removeExpired.isPresent()) {
            return statements.removeExpired.get().update(connection, values);
        }
        List<SqlValues> each = new ArrayList<>();
        List<SqlValues> unused = statements.lockExpired.query(connection, values, rows -> addEach(rows, times, each));
        statements.removeTogether.updateTogether(connection, each);
        return each.size();
    }

    private static List<SqlValues> addEach(ResultSet rows, JdbcTimes times, List<SqlValues> each) throws SQLException {
        while (rows.next()) {
            each.add(times.valuesOf(rows.getString(1)));
        }
        return each;
    }

    @Test
    default void exactlyWhatHasExpiredGoesWhileOthersRead(TestReporter report) throws Exception {
        ReadTimes unused = removeHalfOf(SOME, 250, report);
    }

    @Test
    @Tag("long")
    default void readsBesideGcTakeAtMostTwiceAsLong(TestReporter report) throws Exception {
        ReadTimes times = removeHalfOf(MILLION, 500, report);
        assertThat(times.besideGc().percentile(99))
                .isLessThanOrEqualTo(times.alone().percentile(99).multipliedBy(2));
    }

    private ReadTimes removeHalfOf(int count, int gcBatch, TestReporter report) throws Exception {
        JdbcSettings settings = JdbcSettings.builder().gcBatch(gcBatch).build();
        try (JdbcVisits visits = JdbcVisits.to(database(), settings)) {
            ManySessions sessions = many(count);
            sessions.insert(Instant.now());
            ReadTimes times = new ReadsBesideGc(visits, sessions.living()).until(count / 2, gcBatch);
            report.publishEntry("reads", times.toString());
            System.out.println(getClass().getSimpleName() + ", " + count + " sessions, half expired: " + times);
            SqlDoor door = database().door();
            assertThat(door.number("select count(*) from sessions")).isEqualTo(count / 2);
            assertThat(door.number(
                            "select count(*) from sessions where sess_lifetime < ?",
                            Instant.now().getEpochSecond()))
                    .isZero();
            return times;
        }
    }
}
