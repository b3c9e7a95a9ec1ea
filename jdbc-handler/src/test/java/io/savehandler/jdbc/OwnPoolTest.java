package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Where a wait without a bound of its own would outlast the test's time. */
class OwnPoolTest {
    private static final long CONNECT_MILLIS = 250;
    /** For how long after its last use HikariCP takes a connection for alive without asking. */
    private static final String TRUSTED_MILLIS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private static OwnPool ofOne(Duration connectTimeout) {
        JdbcSettings settings = JdbcSettings.builder()
                .poolSize(1)
                .connectTimeout(connectTimeout)
                .build();
        return OwnPool.to(JdbcSavePath.parse("jdbc:h2:mem:"), settings);
    }

    @Test
    void whoeverDoesNotWaitLearnsAtOnceThatAllAreLent() throws Exception {
        try (OwnPool pool = ofOne(Duration.ofHours(1));
                BorrowedConnection all = pool.borrow(Duration.ZERO)) {
            assertThat(all.connection().isClosed()).isFalse();
            assertThatThrownBy(() -> pool.borrow(Duration.ZERO))
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessage("all connections are lent");
        }
    }

    /** More than the time-out of the pool, which bounds what it takes to connect. */
    @Test
    void whoeverWaitsForOthersWaitsAsLongAsItWants() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (OwnPool pool = ofOne(Duration.ofMillis(CONNECT_MILLIS));
                BorrowedConnection all = connected(pool)) {
            Future<Boolean> next = threads.submit(() -> {
                try (BorrowedConnection after = pool.borrow(Duration.ofHours(1))) {
                    return after.connection().isClosed();
                }
            });
            assertThatThrownBy(() -> next.get(2 * CONNECT_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            all.close();
            assertThat(next.get()).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    /** However long this machine takes to connect. */
    private static BorrowedConnection connected(OwnPool pool) throws SQLException {
        while (true) {
            try {
                return pool.borrow(Duration.ZERO);
            } catch (SQLTransientConnectionException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aDeadConnectionIsReplacedForThoseWhoDoNotWaitToo() throws Exception {
        try (OwnPool pool = distrustful()) {
            try (BorrowedConnection dying = pool.borrow(Duration.ZERO)) {
                dying.connection().unwrap(org.h2.jdbc.JdbcConnection.class).close();
            }
            try (BorrowedConnection next = pool.borrow(Duration.ZERO)) {
                assertThat(isAlive(next.connection())).isTrue();
            }
        }
    }

    /** A pool reads the property when it is made. */
    private static OwnPool distrustful() {
        System.setProperty(TRUSTED_MILLIS, "-1");
        try {
            return ofOne(Duration.ofSeconds(5));
        } finally {
            System.clearProperty(TRUSTED_MILLIS);
        }
    }

    private static boolean isAlive(Connection connection) throws SQLException {
        return connection.isValid(1);
    }

    @Test
    void aClosedPoolRefusesAtOnce() throws Exception {
        OwnPool pool = ofOne(Duration.ofHours(1));
        pool.close();
        assertThatThrownBy(() -> pool.borrow(Duration.ofHours(1)))
                .isInstanceOf(SQLNonTransientConnectionException.class);
    }
}
