package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.LeftoverCheck;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that lets in who logs in by SASL. */
@ExtendWith(LeftoverCheck.class)
@RequiresServers({Server.MEMCACHED, Server.SASL})
@Tag("once")
class MemcachedLoginTest {
    private static final String PASSWORD = "pass word:1";
    private static final String ID = "loginloginloginloginloginlogin00";

    private final RealMemcached memcached =
            RealMemcached.launch().login("ada", PASSWORD).start();

    @AfterEach
    void stop() {
        memcached.close();
    }

    @Test
    void whoIsLetInHasSessionsAndLocks() {
        try (Sessions sessions = Sessions.from(Map.of(
                "session.save_handler",
                "memcached",
                "session.save_path",
                "127.0.0.1:" + memcached.port(),
                "memcached.sess_sasl_username",
                "ada",
                "memcached.sess_sasl_password",
                PASSWORD))) {
            String id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            long visits = sessions.run(id, session -> session.update("visits", count -> count.toLong(0) + 1));
            assertThat(visits).isEqualTo(2);
        }
    }

    @Test
    void afterARestartOneLogsInAgain() {
        try (MemcachedSessionHandlerFactory factory = factory(PASSWORD)) {
            write(factory);
            memcached.restart();
            write(factory);
        }
    }

    @Test
    void aWrongPasswordIsAnErrorThatDoesNotTellIt() {
        try (MemcachedSessionHandlerFactory factory = factory("wrong")) {
            assertThatThrownBy(() -> write(factory))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("memcached-unreachable")
                    .hasMessageContaining("the server refuses the login")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void whoDoesNotLogInHasNoSessions() {
        try (MemcachedSessionHandlerFactory factory = MemcachedSessionHandlerFactory.builder()
                .savePath("127.0.0.1:" + memcached.port())
                .settings(MemcachedSettings.builder()
                        .protocol(MemcachedProtocol.BINARY)
                        .build())
                .build()) {
            assertThatThrownBy(() -> write(factory))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void aServerWithoutLoginsIsSaidToBeOne() {
        try (RealMemcached open = RealMemcached.start();
                MemcachedSessionHandlerFactory factory = factory(open, PASSWORD)) {
            assertThatThrownBy(() -> write(factory))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the server refuses the login")
                    .hasMessageNotContaining(PASSWORD);
        }
    }

    private MemcachedSessionHandlerFactory factory(String password) {
        return factory(memcached, password);
    }

    private static MemcachedSessionHandlerFactory factory(RealMemcached server, String password) {
        return MemcachedSessionHandlerFactory.builder()
                .savePath("127.0.0.1:" + server.port())
                .settings(MemcachedSettings.builder()
                        .login("ada", password)
                        .connectTimeout(Duration.ofSeconds(10))
                        .commandTimeout(Duration.ofSeconds(10))
                        .build())
                .build();
    }

    private static void write(MemcachedSessionHandlerFactory factory) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            handler.write(ID, handler.read(ID));
        }
    }
}
