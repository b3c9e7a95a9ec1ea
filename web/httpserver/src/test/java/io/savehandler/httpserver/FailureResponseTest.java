package io.savehandler.httpserver;

import static io.savehandler.httpserver.SessionFilterTest.counting;
import static io.savehandler.httpserver.SessionFilterTest.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.savehandler.LockSettings;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a browser sees, and what the log says, when a handler or the store fails. */
class FailureResponseTest {
    private final CapturedLog log = new CapturedLog();
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final Sessions sessions = Sessions.builder(InMemorySessionHandlerFactory.create())
            .config(SessionConfig.builder()
                    .lock(LockSettings.builder().waitTimeout(Duration.ZERO).build())
                    .build())
            .build();

    @AfterEach
    void restoreLog() {
        log.close();
    }

    @Test
    void aFailingHandlerIsAnsweredForAndSavesNothing() throws Exception {
        HttpHandler failing = exchange -> {
            SessionFilter.session(exchange).put("visits", 99);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            throw new IllegalArgumentException("the secret detail");
        };
        try (RunningServer counting = RunningServer.start(sessions, counting(), cookies);
                RunningServer broken = RunningServer.start(sessions, failing, cookies)) {
            counting.get();
            HttpResponse<String> response = broken.get();

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(response.body())
                    .contains("Something went wrong")
                    .doesNotContain("secret", "Exception", "at io.", ".java");
            assertThat(counting.get().body())
                    .as("saved nothing, locked nothing")
                    .isEqualTo("2");
        }
        assertThat(log.records())
                .singleElement()
                .satisfies(logged -> assertThat(logged.getThrown())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the secret detail"));
    }

    @Test
    void aFailureAfterTheHeadersBreaksTheConnection() throws Exception {
        HttpHandler failing = exchange -> {
            SessionFilter.session(exchange).put("visits", 7);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("half a p".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IllegalStateException("too late");
        };
        try (RunningServer counting = RunningServer.start(sessions, counting(), cookies);
                RunningServer broken = RunningServer.start(sessions, failing, cookies)) {
            assertThatThrownBy(broken::get).isInstanceOf(IOException.class);
            assertThat(counting.get().body())
                    .as("saved before the headers left")
                    .isEqualTo("8");
        }
        assertThat(log.records()).hasSize(1);
    }

    @Test
    void anUnreachableStoreIsTemporary() throws Exception {
        Sessions unreachable = Sessions.builder(SessionHandlerFactory.of(UnreachableStore::new))
                .build();
        try (RunningServer server = RunningServer.start(unreachable, counting())) {
            HttpResponse<String> response = server.get();

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("could not be used").doesNotContain("store.example");
        }
        assertThat(log.records())
                .singleElement()
                .satisfies(logged -> assertThat(logged.getThrown()).hasMessageContaining("store.example"));
    }

    @Test
    void anEndlessLockIsTemporary() throws Exception {
        try (RunningServer server = RunningServer.start(sessions, counting(), cookies)) {
            server.get();
            String id = cookies.getCookieStore().getCookies().get(0).getValue();
            try (Session held = sessions.start(id)) {
                assertThat(held.isNew()).isFalse();
                assertThat(server.get().statusCode()).isEqualTo(503);
            }
            assertThat(server.get().body()).isEqualTo("2");
            assertThat(log.records())
                    .singleElement()
                    .satisfies(logged -> assertThat(logged.getThrown()).hasMessageNotContaining(id));
        }
    }

    @Test
    void aHeadRequestGetsNoPage() throws Exception {
        HttpHandler failing = exchange -> {
            throw new IllegalStateException();
        };
        try (RunningServer server = RunningServer.start(sessions, failing)) {
            HttpResponse<String> response = server.head();
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void theServerGoesOnAfterAFailure() throws Exception {
        HttpHandler sometimes = exchange -> {
            if (SessionFilter.session(exchange).<Long>update("visits", seen -> seen.toLong(0) + 1) == 1) {
                SessionFilter.session(exchange).commit();
                throw new IllegalStateException("only once");
            }
            reply(exchange, "fine");
        };
        try (RunningServer server = RunningServer.start(sessions, sometimes)) {
            assertThat(server.get().statusCode()).isEqualTo(500);
            assertThat(server.get().body()).isEqualTo("fine");
        }
    }

    private static final class UnreachableStore implements SessionHandler {
        @Override
        public void open(String savePath, String sessionName) {}

        @Override
        public byte[] read(String id) {
            return new byte[0];
        }

        @Override
        public void write(String id, byte[] data) {
            throw new SessionStoreException("write", "store.example:6379", "connection refused", null);
        }

        @Override
        public void destroy(String id) {}

        @Override
        public long gc(Duration maxLifetime) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
