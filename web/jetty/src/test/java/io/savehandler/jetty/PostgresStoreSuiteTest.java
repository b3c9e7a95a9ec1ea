package io.savehandler.jetty;

import static io.savehandler.servers.Server.POSTGRESQL;

import io.savehandler.jdbc.JdbcSessionHandlerFactory;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RequiresServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** Jetty's suite on PostgreSQL. */
@Tag("once")
@RequiresServers(POSTGRESQL)
class PostgresStoreSuiteTest extends JettyStoreSuite {
    @SuppressWarnings("NullAway.Init") // before all tests
    private static RealPostgres postgres;

    PostgresStoreSuiteTest() throws Exception {
        super(handlers());
    }

    @BeforeAll
    static void startServer() {
        postgres = RealPostgres.start();
        try (JdbcSessionHandlerFactory handlers = handlers()) {
            handlers.createTable();
        }
    }

    @AfterAll
    static void stopDatabase() {
        postgres.close();
    }

    @BeforeEach
    void emptyTheTable() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM sessions");
        }
    }

    private static JdbcSessionHandlerFactory handlers() {
        return JdbcSessionHandlerFactory.builder()
                .savePath(postgres.jdbcUrl())
                .login(postgres.user(), postgres.password())
                .build();
    }
}
