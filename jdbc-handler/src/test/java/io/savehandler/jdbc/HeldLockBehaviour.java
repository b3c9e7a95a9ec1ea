package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What concerns locks that live on a connection. */
interface HeldLockBehaviour extends ServerBehaviour {

    /** Ends all connections but the door's, as an administrator would. */
    void cutEveryConnection();

    /** Whether somebody has the advisory lock that PHP would take for an id. */
    boolean isLockedAsPhpLocks(String id);

    private static JdbcSettings.Builder locking(JdbcLockMode mode) {
        return JdbcSettings.builder().lockMode(mode).connectTimeout(Duration.ofMillis(250));
    }

    @Test
    default void theAdvisoryLockIsPhps() {
        String id = "0123456789abcdef".repeat(5);
        try (JdbcVisits visits =
                JdbcVisits.to(database(), locking(JdbcLockMode.ADVISORY).build())) {
            try (SessionHandler handler = visits.request()) {
                handler.read(id);
                assertThat(isLockedAsPhpLocks(id)).isTrue();
                handler.regenerate(new Regeneration(id, "fedcba9876543210", JdbcVisits.bytes("data"), true));
                assertThat(isLockedAsPhpLocks(id)).isFalse();
                assertThat(isLockedAsPhpLocks("fedcba9876543210")).isTrue();
            }
            assertThat(isLockedAsPhpLocks("fedcba9876543210")).isFalse();
        }
    }

    /** The lock is gone with the connection, and whoever has it now is not overwritten. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void whoeverLostItsConnectionWritesNothing(JdbcLockMode mode) {
        try (JdbcVisits visits = JdbcVisits.to(database(), locking(mode).build());
                JdbcVisits elsewhere = JdbcVisits.to(database(), locking(mode).build())) {
            visits.write("anid", "old");
            try (SessionHandler first = visits.request()) {
                first.read("anid");
                cutEveryConnection();
                try (SessionHandler second = elsewhere.request()) {
                    second.read("anid");
                    assertThatThrownBy(() -> first.write("anid", JdbcVisits.bytes("mine")))
                            .isInstanceOf(SessionException.class);
                    second.write("anid", JdbcVisits.bytes("theirs"));
                }
                assertThatThrownBy(() -> first.write("anid", JdbcVisits.bytes("mine")))
                        .isInstanceOf(SessionLockLostException.class);
            }
            assertThat(visits.read("anid")).isEqualTo("theirs");
            assertThat(visits.factory().connectionsInUse()).isZero();
        }
    }

    /** Two connections serve a request that runs long, all who wait for it, and somebody else. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void thoseWhoWaitInThisJvmKeepNoConnection(JdbcLockMode mode) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (JdbcVisits visits =
                JdbcVisits.to(database(), locking(mode).poolSize(2).build())) {
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

    /** Others are told soon, and are served as soon as the one that runs long has ended. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void anExhaustedPoolIsToldAndRecovers(JdbcLockMode mode) {
        try (JdbcVisits visits =
                        JdbcVisits.to(database(), locking(mode).poolSize(1).build());
                SessionHandler other = visits.request()) {
            try (SessionHandler owner = visits.request()) {
                owner.read("anid");
                assertThatThrownBy(() -> other.read("another"))
                        .isInstanceOf(SessionStoreException.class)
                        .hasMessageContaining("TROUBLESHOOTING.md#jdbc-unreachable");
                owner.write("anid", JdbcVisits.bytes("data"));
                owner.destroy("yetanother");
            }
            assertThat(other.read("another")).isEmpty();
        }
    }

    /** It may be stored, so it must be told. */
    @Test
    default void aCommitWithoutAnAnswerIsTold() {
        JdbcSettings rows = locking(JdbcLockMode.ROW).build();
        try (FaultProxy wire = database().proxy().orElseThrow();
                JdbcVisits visits = JdbcVisits.through(wire, database(), rows)) {
            SessionHandler handler = visits.request();
            handler.read("anid");
            handler.write("anid", JdbcVisits.bytes("data"));
            wire.toClient().cutAfter(0, Cut.RESET);
            assertThatThrownBy(handler::close)
                    .isInstanceOfSatisfying(
                            SessionStoreException.class,
                            failure -> assertThat(failure.outcomeUnknown()).isTrue());
            wire.resume();
            handler.close();
            assertThat(visits.factory().connectionsInUse()).isZero();
        }
    }

    /** Its transactions would see what was there when they began, and it does not commit by itself. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void anApplicationsOwnConnectionsComeBackAsTheyWere(JdbcLockMode mode) throws Exception {
        JdbcSettings settings = locking(mode).build();
        HikariConfig config = manualCommits("");
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setMaximumPoolSize(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (JdbcVisits visits = JdbcVisits.to(database(), settings);
                HikariDataSource source = new HikariDataSource(config);
                JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                        .dataSource(source)
                        .settings(settings)
                        .build()) {
            visits.write("anid", "0");
            List<Future<?>> counting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                counting.add(threads.submit(() -> count(factory, visits)));
            }
            for (Future<?> counter : counting) {
                counter.get(30, TimeUnit.SECONDS);
            }
            assertThat(visits.read("anid")).isEqualTo("80");
            try (var connection = source.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void count(JdbcSessionHandlerFactory factory, JdbcVisits elsewhere) {
        for (int i = 0; i < 20; i++) {
            increment(elsewhere);
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                int count = Integer.parseInt(new String(handler.read("anid"), StandardCharsets.UTF_8));
                handler.write("anid", JdbcVisits.bytes(String.valueOf(count + 1)));
            }
        }
    }
}
