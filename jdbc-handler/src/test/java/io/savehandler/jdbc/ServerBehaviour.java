package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.savehandler.Concurrency;
import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.servers.faults.FaultProxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What concerns databases that are servers. */
interface ServerBehaviour {

    TestDatabase database();

    /** How often each kind of request waits for the database, strict mode on, nobody contending. */
    @Test
    default void requestsWaitSeldom() {
        try (FaultProxy wire = database().proxy().orElseThrow()) {
            assertThat(waits(wire, JdbcLockMode.NONE, Concurrency.READ_ONLY, false))
                    .isEqualTo(1);
            assertThat(waits(wire, JdbcLockMode.NONE, Concurrency.MERGE, true)).isEqualTo(2);
            assertThat(waits(wire, JdbcLockMode.NONE, Concurrency.LAST_WRITE_WINS, true))
                    .isEqualTo(2);
            assertThat(waits(wire, JdbcLockMode.LEASE, Concurrency.LOCK, true)).isEqualTo(4);
            assertThat(waits(wire, JdbcLockMode.LEASE, Concurrency.LOCK, false)).isEqualTo(4);
            assertThat(waits(wire, JdbcLockMode.ADVISORY, Concurrency.LOCK, true))
                    .isEqualTo(4);
            assertThat(waits(wire, JdbcLockMode.ROW, Concurrency.LOCK, true)).isEqualTo(3);
            assertThat(waits(wire, JdbcLockMode.ROW, Concurrency.READ_ONLY, false))
                    .isEqualTo(1);
        }
    }

    private long waits(FaultProxy wire, JdbcLockMode mode, Concurrency concurrency, boolean change) {
        JdbcSettings settings = JdbcSettings.builder().lockMode(mode).build();
        JdbcVisits.to(database(), settings).close();
        JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                .savePath(database().savePath(wire))
                .settings(settings)
                .build();
        try (Sessions sessions = Sessions.builder(factory)
                .config(SessionConfig.from(Map.of("session.gc_probability", "0")))
                .build()) {
            String id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            for (int i = 0; i < 10; i++) {
                visit(sessions, id, concurrency, change);
            }
            long before = wire.roundTrips();
            visit(sessions, id, concurrency, change);
            return wire.roundTrips() - before;
        }
    }

    private static void visit(Sessions sessions, String id, Concurrency concurrency, boolean change) {
        try (var session = sessions.start(id, concurrency)) {
            assertThat(session.id()).isEqualTo(id);
            if (change) {
                session.update("visits", visits -> visits.toLong(0) + 1);
            }
        }
    }

    @Test
    default void thePoolRecoversFromARestartByItself() {
        try (JdbcVisits visits = JdbcVisits.to(database(), JdbcSettings.defaults())) {
            visits.write("anid", "data");
            database().restart();
            assertThat(visits.read("anid")).isEqualTo("data");
            try (SessionHandler handler = visits.request()) {
                assertThat(handler.read("anid")).isEqualTo(JdbcVisits.bytes("data"));
                handler.write("anid", JdbcVisits.bytes("new"));
            }
            assertThat(visits.read("anid")).isEqualTo("new");
        }
    }

    /** One whose connections do not commit by themselves. */
    @Test
    default void aSourceOfTheApplicationsIsUsedAndNotClosed() throws Exception {
        JdbcVisits.to(database(), JdbcSettings.defaults()).close();
        try (HikariDataSource source = new HikariDataSource(manualCommits(""))) {
            try (JdbcSessionHandlerFactory factory =
                    JdbcSessionHandlerFactory.builder().dataSource(source).build()) {
                try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                    handler.read("anid");
                    handler.write("anid", JdbcVisits.bytes("data"));
                    assertThat(handler.regenerate(new Regeneration("anid", "newid", JdbcVisits.bytes("moved"), true)))
                            .isEqualTo(Regeneration.Outcome.DONE);
                }
                assertThat(factory.toString()).doesNotContain("only-for-tests");
            }
            assertThat(source.isClosed()).isFalse();
            assertThat(database().door().texts("select sess_id from sessions")).containsExactly("newid");
            assertThatThrownBy(() -> JdbcSessionHandlerFactory.builder()
                            .savePath(database().savePath())
                            .dataSource(source)
                            .build())
                    .isInstanceOf(SessionConfigurationException.class);
        }
    }

    /** A pool of the application's, with its own ideas. */
    default HikariConfig manualCommits(String parameters) {
        JdbcTarget target = JdbcSavePath.parse(database().savePath());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(target.url() + parameters);
        config.setUsername(target.user());
        config.setPassword(target.password());
        config.setAutoCommit(false);
        config.setMinimumIdle(0);
        return config;
    }

    @Test
    default void aWrongPasswordIsToldWithoutTellingIt() {
        String wrong = database().savePath().replace("only-for-tests", "another-secret");
        try (JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                        .savePath(wrong)
                        .settings(JdbcSettings.builder()
                                .connectTimeout(Duration.ofSeconds(1))
                                .build())
                        .build();
                SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            assertThatThrownBy(() -> handler.read("anid"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("login")
                    .hasMessageContaining("jdbc:")
                    .message()
                    .doesNotContain("another-secret");
        }
    }
}
