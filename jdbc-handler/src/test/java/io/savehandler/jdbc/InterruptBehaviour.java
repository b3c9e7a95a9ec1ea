package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionHandler;
import io.savehandler.SessionInterruptedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a request whose thread is interrupted: it stops waiting for a lock, and finishes everything else. */
interface InterruptBehaviour {
    TestDatabase database();

    private JdbcVisits visits(JdbcLockMode mode) {
        JdbcSettings one = JdbcSettings.builder()
                .lockMode(mode)
                .poolSize(1)
                .connectTimeout(Duration.ofMinutes(1))
                .build();
        return JdbcVisits.to(database(), one);
    }

    @ParameterizedTest
    @EnumSource
    default void anInterruptThatCameBeforeLosesNoWrite(JdbcLockMode mode) {
        try (JdbcVisits visits = visits(mode)) {
            try (SessionHandler handler = visits.request()) {
                handler.read("anid");
                Thread.currentThread().interrupt();
                handler.write("anid", JdbcVisits.bytes("data"));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(visits.read("anid")).isEqualTo("data");
        }
    }

    @Test
    default void anInterruptWhileAllConnectionsAreLentLosesNoWrite() throws Exception {
        try (JdbcVisits visits = visits(JdbcLockMode.NONE)) {
            whileOthersHaveAllConnections(
                    visits,
                    (waiting, allConnections) -> {
                        waiting.interrupt();
                        allConnections.close();
                    },
                    () -> {
                        visits.write("anid", "data");
                        assertThat(Thread.interrupted()).isTrue();
                    });
            assertThat(visits.read("anid")).isEqualTo("data");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    default void anInterruptEndsTheWaitForTheConnectionOfALock(JdbcLockMode mode) throws Exception {
        try (JdbcVisits visits = visits(mode)) {
            whileOthersHaveAllConnections(visits, (waiting, allConnections) -> waiting.interrupt(), () -> {
                try (SessionHandler handler = visits.request()) {
                    assertThatThrownBy(() -> handler.read("anid")).isInstanceOf(SessionInterruptedException.class);
                    assertThat(Thread.interrupted()).isTrue();
                }
            });
            visits.write("anid", "data");
            assertThat(visits.read("anid")).isEqualTo("data");
        }
    }

    /** Does something to a thread that waits for a connection. */
    private static void whileOthersHaveAllConnections(
            JdbcVisits visits, BiConsumer<Thread, BorrowedConnection> disturbance, Runnable waitingWork)
            throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                waitingWork.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        try (BorrowedConnection all = visits.factory().source().borrow(Duration.ZERO)) {
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING && !done.isDone()) {
                Thread.onSpinWait();
            }
            disturbance.accept(waiting, all);
            done.get(30, TimeUnit.SECONDS);
        }
    }
}
