package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What concerns locks that live on a connection. */
interface HeldLockBehaviour extends ServerBehaviour, InterruptBehaviour {

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
            increment(handler);
        }
    }

    private static void increment(SessionHandler handler) {
        int count = Integer.parseInt(new String(handler.read("anid"), StandardCharsets.UTF_8));
        handler.write("anid", JdbcVisits.bytes(String.valueOf(count + 1)));
    }

    /** Others are told soon, and are served as soon as the one that runs long has ended. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void anExhaustedPoolIsToldAndRecovers(JdbcLockMode mode) {
        try (JdbcVisits visits =
                        JdbcVisits.to(database(), locking(mode).poolSize(1).build());
                SessionHandler other = visits.request(context -> context.lock(impatient()))) {
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

    /** Less than the time-out of the pool; and a request that has more time than that waits for the lock's time. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "LEASE", "ADVISORY", "ROW"})
    default void nobodyWaitsLongerForAConnectionThanTheRequestHasTime(JdbcLockMode mode) throws Exception {
        JdbcSettings settings = JdbcSettings.builder()
                .lockMode(mode)
                .poolSize(1)
                .connectTimeout(Duration.ofMinutes(1))
                .build();
        try (JdbcVisits visits = JdbcVisits.to(database(), settings);
                BorrowedConnection all = visits.factory().source().borrow(Duration.ZERO);
                SessionHandler hasty = visits.request(context -> context.timeLeft(() -> Duration.ofMillis(50)))) {
            assertThat(all.connection()).isNotNull();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThatThrownBy(() -> hasty.read("anid")).isInstanceOf(SessionStoreException.class));
        }
    }

    private static LockSettings impatient() {
        return LockSettings.builder()
                .waitTimeout(Duration.ofMillis(250))
                .expire(Duration.ofSeconds(1))
                .build();
    }

    /** What was told to be stored is stored; what is, beyond that, was told to be unknown. */
    @ParameterizedTest
    @EnumSource(names = {"LEASE", "ADVISORY", "ROW"})
    default void aRestartUnderLoadLosesNothing(JdbcLockMode mode) throws Exception {
        LockSettings brief =
                LockSettings.builder().expire(Duration.ofMillis(500)).build();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean goOn = new AtomicBoolean(true);
        AtomicInteger stored = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        try (JdbcVisits visits = JdbcVisits.to(database(), locking(mode).build())) {
            visits.write("anid", "0");
            List<Future<?>> counting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                counting.add(threads.submit(() -> {
                    while (goOn.get()) {
                        try (SessionHandler handler = visits.request(context -> context.lock(brief))) {
                            increment(handler);
                        } catch (SessionStoreException e) {
                            unknown.addAndGet(e.outcomeUnknown() ? 1 : 0);
                            continue;
                        } catch (SessionLockLostException e) {
                            continue;
                        }
                        stored.incrementAndGet();
                    }
                }));
            }
            awaitMore(stored, 20, counting);
            database().restart();
            awaitMore(stored, 20, counting);
            goOn.set(false);
            for (Future<?> counter : counting) {
                counter.get(60, TimeUnit.SECONDS);
            }
            assertThat(Integer.parseInt(visits.read("anid"))).isBetween(stored.get(), stored.get() + unknown.get());
            assertThat(visits.factory().connectionsInUse()).isZero();
        } finally {
            goOn.set(false);
            threads.shutdownNow();
        }
    }

    private static void awaitMore(AtomicInteger stored, int more, List<Future<?>> counting) {
        int wanted = stored.get() + more;
        while (stored.get() < wanted) {
            assertThat(counting).noneMatch(Future::isDone);
            Thread.onSpinWait();
        }
    }

    /** Has new connections only read, until it is told that they may write again. */
    void makeReadOnly(boolean readOnly);

    /** As after a failover, when connections still lead to what is a replica by now. */
    @ParameterizedTest
    @EnumSource(names = {"LEASE", "ROW"})
    default void aDatabaseThatCanOnlyBeReadIsToldAndRecovers(JdbcLockMode mode) {
        try (JdbcVisits writable = JdbcVisits.to(database(), locking(mode).build())) {
            writable.write("anid", "old");
        }
        makeReadOnly(true);
        try (JdbcVisits visits = JdbcVisits.through(database(), locking(mode).build())) {
            assertThat(visits.read("anid")).isEqualTo("old");
            assertThatThrownBy(() -> visits.write("anid", "new"))
                    .isInstanceOfSatisfying(
                            SessionStoreException.class,
                            failure -> assertThat(failure.outcomeUnknown()).isFalse())
                    .hasMessageContaining("only be read");
            makeReadOnly(false);
            visits.write("anid", "new");
            assertThat(visits.read("anid")).isEqualTo("new");
        } finally {
            makeReadOnly(false);
        }
    }

    /** A session that has expired while a request uses it is that request's still. */
    @Test
    default void gcPassesOverWhatIsLocked() {
        JdbcSettings rows = locking(JdbcLockMode.ROW).build();
        try (JdbcVisits visits = JdbcVisits.to(database(), rows);
                JdbcVisits elsewhere = JdbcVisits.to(database(), rows)) {
            visits.write("used", "data");
            visits.write("unused", "data");
            database().door().update("update sessions set sess_lifetime = 315576001");
            try (SessionHandler owner = visits.request();
                    SessionHandler collector = elsewhere.request()) {
                owner.read("used");
                assertThat(collector.gc(Duration.ofMinutes(24))).isEqualTo(1);
                owner.write("used", JdbcVisits.bytes("new"));
            }
            assertThat(visits.read("used")).isEqualTo("new");
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

    /** The connection that met another's lock commits what is stored by it next. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void aConnectionThatGotNoLockServesOnAsBefore(JdbcLockMode mode) {
        LockSettings hasty = LockSettings.builder().waitTimeout(Duration.ZERO).build();
        try (JdbcVisits visits = JdbcVisits.to(database(), locking(mode).build());
                JdbcVisits one =
                        JdbcVisits.to(database(), locking(mode).poolSize(1).build());
                SessionHandler owner = visits.request()) {
            visits.write("anid", "data");
            owner.read("anid");
            try (SessionHandler other = one.request(context -> context.lock(hasty))) {
                assertThatThrownBy(() -> other.read("anid")).isInstanceOf(SessionLockTimeoutException.class);
            }
            try (SessionHandler other = one.request(context -> context.locking(false))) {
                other.write("another", JdbcVisits.bytes("stored"));
            }
            assertThat(visits.read("another")).isEqualTo("stored");
        }
    }

    /** Each must come back to a pool of two. */
    @ParameterizedTest
    @ValueSource(strings = {"setTransactionIsolation", "getTransactionIsolation", "getAutoCommit"})
    default void anApplicationsConnectionsComeBackAlthoughTheyFail(String call) {
        JdbcSettings settings = locking(JdbcLockMode.ROW).build();
        HikariConfig config = manualCommits("");
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setMaximumPoolSize(2);
        try (HikariDataSource source = new HikariDataSource(config)) {
            RefusingSource refusing = RefusingSource.ofCalls(source, call);
            try (JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                    .dataSource(refusing.source())
                    .settings(settings)
                    .build()) {
                for (int i = 0; i < 3; i++) {
                    try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                        assertThatThrownBy(() -> handler.read("anid")).isInstanceOf(SessionStoreException.class);
                    }
                }
            }
            assertThat(refusing.refusals()).isGreaterThanOrEqualTo(3);
            assertThat(source.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    private static void count(JdbcSessionHandlerFactory factory, JdbcVisits elsewhere) {
        for (int i = 0; i < 20; i++) {
            increment(elsewhere);
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                increment(handler);
            }
        }
    }
}
