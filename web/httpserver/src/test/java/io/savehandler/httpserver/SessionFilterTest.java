package io.savehandler.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionFilterTest {
    private final Sessions sessions =
            Sessions.builder(InMemorySessionHandlerFactory.create()).build();

    @Test
    void keepsOneVisitorsSession() throws Exception {
        try (RunningServer server = RunningServer.start(sessions, counting())) {
            HttpResponse<String> first = server.get();
            assertThat(first.body()).isEqualTo("1");
            assertThat(first.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .matches("PHPSESSID=[0-9a-f]{32}; path=/; HttpOnly; SameSite=Lax");
            assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store, no-cache, must-revalidate");

            HttpResponse<String> second = server.get();
            assertThat(second.body()).isEqualTo("2");
            assertThat(second.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void idsMayTravelInAHeader() throws Exception {
        SessionFilter filter = SessionFilter.of(sessions).withIdHeader("X-Session-Id");
        try (RunningServer server = RunningServer.start(filter, counting(), new CookieManager())) {
            HttpResponse<String> first = server.get();
            String id = first.headers().firstValue("X-Session-Id").orElseThrow();
            assertThat(first.headers().allValues("Set-Cookie")).isEmpty();
            HttpResponse<String> second = server.get("X-Session-Id", id);
            assertThat(second.body()).isEqualTo("2");
            assertThat(second.headers().firstValue("X-Session-Id")).isEmpty();
            assertThat(server.get("Cookie", "PHPSESSID=" + id).body())
                    .as("no cookie counts")
                    .isEqualTo("1");
        }
    }

    @Test
    void theCookieIsSecureWhereATrustedProxySaysSo() throws Exception {
        SessionFilter filter = SessionFilter.of(sessions);
        for (SessionFilter each : List.of(filter, filter.trustingForwardedProto())) {
            try (RunningServer server = RunningServer.start(each, counting(), new CookieManager())) {
                String cookie = server.get("X-Forwarded-Proto", "https, http")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
                assertThat(cookie.contains("; secure")).isEqualTo(each != filter);
            }
        }
    }

    @Test
    void addsNothingWhereNobodyAsksForASession() throws Exception {
        try (RunningServer server = RunningServer.start(sessions, exchange -> reply(exchange, "hello"))) {
            assertThat(server.get().headers().map())
                    .doesNotContainKeys("set-cookie", "cache-control", "expires", "pragma");
        }
    }

    @Test
    void savesAndUnlocksBeforeTheResponseHasLeft() throws Exception {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        CountDownLatch secondIsDone = new CountDownLatch(1);
        CompletableFuture<Void> headersSent = new CompletableFuture<>();
        HttpHandler slow = exchange -> {
            Session session = SessionFilter.session(exchange);
            session.put("visits", session.getLong("visits", 0) + 1);
            exchange.sendResponseHeaders(200, 0);
            headersSent.complete(null);
            await(secondIsDone);
            exchange.close();
        };
        try (RunningServer counting = RunningServer.start(sessions, counting(), cookies);
                RunningServer holding = RunningServer.start(sessions, slow, cookies)) {
            assertThat(counting.get().body()).isEqualTo("1");

            CompletableFuture<HttpResponse<String>> pending = CompletableFuture.supplyAsync(() -> sent(holding));
            headersSent.get(20, TimeUnit.SECONDS);
            assertThat(counting.get().body()).isEqualTo("3");

            secondIsDone.countDown();
            assertThat(pending.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void savesWhenTheHandlerReturnsThoughTheResponseComesLater() throws Exception {
        CompletableFuture<HttpExchange> unanswered = new CompletableFuture<>();
        HttpHandler later = exchange -> {
            SessionFilter.session(exchange).put("visits", 41);
            unanswered.complete(exchange);
        };
        try (RunningServer server = RunningServer.start(sessions, later)) {
            CompletableFuture<HttpResponse<String>> pending = CompletableFuture.supplyAsync(() -> sent(server));
            HttpExchange exchange = unanswered.get(20, TimeUnit.SECONDS);
            Session session = SessionFilter.session(exchange);
            // Waits for the filter: the lock is free once it has saved.
            assertThat(sessions.<Long>run(session.id(), fresh -> fresh.getLong("visits", 0)))
                    .isEqualTo(41);

            reply(exchange, "late");
            assertThat(pending.get(20, TimeUnit.SECONDS).body()).isEqualTo("late");
        }
    }

    @Test
    void sendsOnlyTheRegeneratedIdAndTheApplicationsOwnCookies() throws Exception {
        HttpHandler login = exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "theme=dark");
            Session session = SessionFilter.session(exchange);
            session.regenerateId(true);
            reply(exchange, session.id());
        };
        try (RunningServer server = RunningServer.start(sessions, login)) {
            HttpResponse<String> response = server.get();
            assertThat(response.headers().allValues("Set-Cookie"))
                    .containsExactly("theme=dark", "PHPSESSID=" + response.body() + "; path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void givesTheSameSessionEachTimeAndAsItWasStarted() throws Exception {
        HttpHandler handler = exchange -> {
            Session session = SessionFilter.session(exchange, Concurrency.READ_ONLY);
            assertThat(SessionFilter.session(exchange)).isSameAs(session);
            reply(exchange, String.valueOf(session.isWritable()));
        };
        try (RunningServer server = RunningServer.start(sessions, handler)) {
            assertThat(server.get().body()).isEqualTo("false");
        }
    }

    @Test
    void refusesToStartASessionAfterTheHeaders() throws Exception {
        CompletableFuture<RuntimeException> refusal = new CompletableFuture<>();
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, -1);
            try {
                SessionFilter.session(exchange);
            } catch (IllegalStateException e) {
                refusal.complete(e);
            }
        };
        try (RunningServer server = RunningServer.start(sessions, handler)) {
            server.get();
            assertThat(refusal.get(20, TimeUnit.SECONDS)).hasMessageContaining("headers have been sent");
        }
    }

    @Test
    void saysHowToInstallTheFilter() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        HttpServer bare = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bare.createContext("/", exchange -> {
            try {
                SessionFilter.session(exchange);
            } catch (IllegalStateException e) {
                failure.complete(e);
            }
            reply(exchange, "");
        });
        bare.start();
        try {
            URI.create("http://127.0.0.1:" + bare.getAddress().getPort())
                    .toURL()
                    .openStream()
                    .close();
            assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("SessionFilter.of(sessions)");
        } finally {
            bare.stop(0);
        }
    }

    static HttpHandler counting() {
        return exchange -> {
            Session session = SessionFilter.session(exchange);
            long visits = session.update("visits", seen -> seen.toLong(0) + 1);
            reply(exchange, Long.toString(visits));
        };
    }

    static void reply(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static HttpResponse<String> sent(RunningServer server) {
        try {
            return server.get();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
