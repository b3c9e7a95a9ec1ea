package io.savehandler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.CacheLimiter;
import io.savehandler.Concurrency;
import io.savehandler.LockSettings;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSessionsTest {
    private static final String COOKIE = "PHPSESSID=%s; path=/; HttpOnly; SameSite=Lax";

    private final WebSessions web = sessions(config -> config);

    @Test
    void sendsANewVisitorTheIdAtOnce() {
        FakeExchange exchange = FakeExchange.withCookies();
        try (Session session = web.start(exchange)) {
            assertThat(exchange.setCookies()).containsExactly(COOKIE.formatted(session.id()));
        }
    }

    @Test
    void findsTheSessionAgainAndSendsNothing() {
        String id = visit(web);

        FakeExchange exchange = FakeExchange.withCookies("x=y; PHPSESSID=" + id);
        try (Session session = web.start(exchange)) {
            assertThat(session.id()).isEqualTo(id);
            assertThat(session.getLong("visits", 0)).isEqualTo(1);
        }
        assertThat(exchange.setCookies()).isEmpty();
    }

    @Test
    void takesTheFirstOfTwoCookies() {
        String id = visit(web);

        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=" + id + "; PHPSESSID=0123456789abcdef");
        assertThat(web.<String>run(exchange, Session::id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PHPSESSID=0123456789abcdef0123456789abcdef",
                "PHPSESSID=",
                "PHPSESSID",
                "PHPSESSID[]=x",
                "PHPSESSID=../../etc/passwd",
                "PHPSESSID=%00",
                "PHPSESSID=a%0d%0aSet-Cookie:%20x=y",
                "PHPSESSID=%ff%fe",
                "PHPSESSID=<script>",
                "PHPSESSID=a b",
                "PHPSESSID=under_score",
                "PHPSESSID=\u00e9",
            })
    void replacesWhatIsNoKnownId(String forged) {
        FakeExchange exchange = FakeExchange.withCookies(forged);

        String id = web.run(exchange, Session::id);

        assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(exchange.setCookies()).containsExactly(COOKIE.formatted(id));
    }

    @Test
    void replacesAnOverlongCookie() {
        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=" + "a".repeat(1_000_000));

        assertThat(web.<String>run(exchange, Session::id)).hasSize(32);
    }

    @Test
    void adoptsAForeignIdOnlyWithoutStrictMode() {
        WebSessions lenient = sessions(config -> config.useStrictMode(false));
        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=my-own-choice");

        assertThat(lenient.<String>run(exchange, Session::id)).isEqualTo("my-own-choice");
        assertThat(exchange.setCookies()).isEmpty();
        assertThat(lenient.<String>run(FakeExchange.withCookies("PHPSESSID=a_b"), Session::id))
                .hasSize(32);
    }

    @Test
    void aRegeneratedIdReplacesTheCookie() {
        FakeExchange exchange = FakeExchange.withCookies();
        try (Session session = web.start(exchange)) {
            String first = session.id();
            session.regenerateId(true);

            assertThat(session.id()).isNotEqualTo(first);
            assertThat(exchange.setCookies()).containsExactly(COOKIE.formatted(session.id()));
        }
    }

    @Test
    void aKnownVisitorIsSentTheRegeneratedId() {
        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=" + visit(web));
        String id = web.run(exchange, session -> {
            session.regenerateId(true);
            return session.id();
        });

        assertThat(exchange.setCookies()).containsExactly(COOKIE.formatted(id));
    }

    @Test
    void marksTheCookieSecureOnHttps() {
        FakeExchange exchange = FakeExchange.withCookies().secure();
        web.run(exchange, Session::id);

        assertThat(exchange.setCookies()).singleElement().asString().contains("; secure; ");
    }

    @Test
    void neitherReadsNorSendsCookiesWhereTheyAreOff() {
        WebSessions cookieless = sessions(config -> config.useCookies(false));
        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=" + visit(cookieless));

        assertThat(cookieless.<Boolean>run(exchange, Session::isNew)).isTrue();
        assertThat(exchange.setCookies()).isEmpty();
    }

    @Test
    void savesNothingWhenTheWorkThrows() {
        String id = visit(web);
        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=" + id);

        assertThatThrownBy(() -> web.run(exchange, session -> {
                    session.put("visits", 99);
                    throw new IllegalStateException("the work failed");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the work failed");

        assertThat(web.<Long>run(exchange, session -> session.getLong("visits", 0)))
                .isEqualTo(1);
    }

    @Test
    void unlocksTheSessionWhenTheResponseTakesNoHeaders() {
        WebSessions impatient = sessions(config ->
                config.lock(LockSettings.builder().waitTimeout(Duration.ZERO).build()));
        String id = visit(impatient);
        WebExchange broken = new WebExchange() {
            @Override
            public String cookie(String name) {
                return id;
            }

            @Override
            public void setCookie(String name, String header) {}

            @Override
            public void setHeader(String name, String value) {
                throw new IllegalStateException("too late for headers");
            }

            @Override
            public boolean isSecure() {
                return false;
            }
        };

        assertThatThrownBy(() -> impatient.start(broken)).hasMessage("too late for headers");
        assertThat(impatient.<String>run(FakeExchange.withCookies("PHPSESSID=" + id), Session::id))
                .isEqualTo(id);
    }

    @Test
    void startsReadOnlyWhereAsked() {
        FakeExchange exchange = FakeExchange.withCookies("PHPSESSID=" + visit(web));
        try (Session session = web.start(exchange, Concurrency.READ_ONLY)) {
            assertThat(session.isWritable()).isFalse();
            assertThat(session.getLong("visits", 0)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheCachingHeadersOfPhp(CacheLimiter limiter) {
        FakeExchange exchange = FakeExchange.withCookies();
        sessions(config -> config.cacheLimiter(limiter).cacheExpire(Duration.ofMinutes(90)))
                .run(exchange, Session::id);

        assertThat(exchange.headers).isEqualTo(expectedHeaders(limiter));
    }

    private static Map<String, String> expectedHeaders(CacheLimiter limiter) {
        String longAgo = "Thu, 19 Nov 1981 08:52:00 GMT";
        return switch (limiter) {
            case NOCACHE ->
                Map.of(
                        "Expires",
                        longAgo,
                        "Cache-Control",
                        "no-store, no-cache, must-revalidate",
                        "Pragma",
                        "no-cache");
            case PUBLIC -> Map.of("Expires", "Sat, 21 Nov 2026 11:30:00 GMT", "Cache-Control", "public, max-age=5400");
            case PRIVATE -> Map.of("Expires", longAgo, "Cache-Control", "private, max-age=5400");
            case PRIVATE_NO_EXPIRE -> Map.of("Cache-Control", "private, max-age=5400");
            case NONE -> Map.of();
        };
    }

    private static WebSessions sessions(UnaryOperator<SessionConfigBuilder> settings) {
        return WebSessions.of(Sessions.builder(InMemorySessionHandlerFactory.create())
                .config(settings.apply(SessionConfig.builder()).build())
                .clock(ManualClock.at(Instant.parse("2026-11-21T10:00:00Z")))
                .build());
    }

    /** A first visit; returns the session's id. */
    private static String visit(WebSessions web) {
        return web.run(FakeExchange.withCookies(), session -> {
            session.put("visits", 1);
            return session.id();
        });
    }
}
