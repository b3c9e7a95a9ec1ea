package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import jakarta.servlet.http.HttpSession;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The session's life, as the specification has it, in a real container. */
class HttpSessionFilterTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-22T10:00:00Z"));
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Browser browser = new Browser();

    private Sessions sessions(Map<String, String> settings) {
        return Sessions.builder(InMemorySessionHandlerFactory.builder()
                        .store(store)
                        .clock(clock)
                        .build())
                .clock(clock)
                .config(SessionConfig.from(settings))
                .build();
    }

    private HttpSessionFilter filter() {
        return HttpSessionFilter.of(sessions(Map.of()));
    }

    @Test
    void twoNodesShareOneVisitorsSession() throws Exception {
        Page counting = (request, response) -> {
            HttpSession session = request.getSession();
            Integer visits = (Integer) session.getAttribute("visits");
            session.setAttribute("visits", visits == null ? 1 : visits + 1);
            response.getWriter().print(session.getAttribute("visits") + " " + session.isNew());
        };
        try (RunningTomcat one =
                        RunningTomcat.with(filter()).page("/", counting).start();
                RunningTomcat other =
                        RunningTomcat.with(filter()).page("/", counting).start()) {
            HttpResponse<String> first = browser.get(one.uri("/"));
            assertThat(first.body()).isEqualTo("1 true");
            assertThat(Browser.setCookies(first))
                    .singleElement()
                    .asString()
                    .matches("PHPSESSID=[0-9a-f]{32}; path=/; HttpOnly; SameSite=Lax");
            HttpResponse<String> second = browser.get(other.uri("/"));
            assertThat(second.body()).isEqualTo("2 false");
            assertThat(Browser.setCookies(second)).isEmpty();
            assertThat(browser.get(one.uri("/")).body()).isEqualTo("3 false");
        }
    }

    @Test
    void addsNothingWhereNobodyAsksForASession() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page("/", (request, response) -> response.getWriter().print(request.getSession(false) == null))
                .page("/none", (request, response) -> response.getWriter().print("hello"))
                .start()) {
            assertThat(browser.get(node.uri("/none")).headers().map())
                    .doesNotContainKeys("set-cookie", "cache-control", "expires", "pragma");
            HttpResponse<String> asked = browser.get(node.uri("/"));
            assertThat(asked.body()).isEqualTo("true");
            assertThat(asked.headers().map()).doesNotContainKeys("set-cookie", "cache-control");
            assertThat(ids()).isEmpty();
        }
    }

    @Test
    void aPlantedIdGetsNothingStoredAndIsReplaced() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page(
                        "/look",
                        (request, response) -> response.getWriter()
                                .print(request.getRequestedSessionId()
                                        + request.isRequestedSessionIdValid()
                                        + request.isRequestedSessionIdFromCookie()
                                        + request.getSession(false)))
                .page(
                        "/new",
                        (request, response) ->
                                response.getWriter().print(request.getSession().getId()))
                .start()) {
            String planted = "PHPSESSID=0123456789abcdef0123456789abcdef";
            assertThat(new Browser().get(node.uri("/look"), "Cookie", planted).body())
                    .isEqualTo("0123456789abcdef0123456789abcdeffalsetruenull");
            assertThat(ids()).isEmpty();
            HttpResponse<String> made = new Browser().get(node.uri("/new"), "Cookie", planted);
            assertThat(made.body()).matches("[0-9a-f]{32}").isNotEqualTo("0123456789abcdef0123456789abcdef");
            assertThat(Browser.setCookies(made)).singleElement().asString().contains(made.body());
        }
    }

    @Test
    void tellsTheTimes() throws Exception {
        Page times = (request, response) -> {
            HttpSession session = request.getSession();
            session.setAttribute("any", "thing");
            response.getWriter()
                    .print(Instant.ofEpochMilli(session.getCreationTime()) + " "
                            + Instant.ofEpochMilli(session.getLastAccessedTime()));
        };
        try (RunningTomcat node = RunningTomcat.with(filter()).page("/", times).start()) {
            assertThat(browser.get(node.uri("/")).body()).isEqualTo("2026-11-22T10:00:00Z 2026-11-22T10:00:00Z");
            clock.advance(Duration.ofSeconds(90));
            assertThat(browser.get(node.uri("/")).body()).isEqualTo("2026-11-22T10:00:00Z 2026-11-22T10:00:00Z");
            clock.advance(Duration.ofSeconds(90));
            assertThat(browser.get(node.uri("/")).body()).isEqualTo("2026-11-22T10:00:00Z 2026-11-22T10:01:30Z");
        }
    }

    @Test
    void aSessionEndsAfterTheInactivityThatItAllows() throws Exception {
        Page page = (request, response) -> {
            HttpSession session = request.getSession();
            if (session.isNew()) {
                session.setAttribute("user", "ada");
                session.setMaxInactiveInterval(100);
            }
            response.getWriter().print(session.getAttribute("user") + " " + session.getMaxInactiveInterval());
        };
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page("/", page)
                .page("/look", (request, response) -> response.getWriter().print(request.getSession(false) != null))
                .start()) {
            assertThat(browser.get(node.uri("/")).body()).isEqualTo("ada 100");
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofSeconds(95));
                assertThat(browser.get(node.uri("/")).body()).isEqualTo("ada 100");
            }
            clock.advance(Duration.ofSeconds(111));
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("false");
            assertThat(ids()).isEmpty();
        }
    }

    @Test
    void anInvalidatedSessionRefusesAllButItsId() throws Exception {
        Page page = (request, response) -> {
            HttpSession session = request.getSession();
            session.setAttribute("user", "ada");
            session.invalidate();
            assertThat(session.getId()).isNotEmpty();
            assertThat(session.getServletContext()).isSameAs(request.getServletContext());
            List<ThrowingCallable> refused = List.of(
                    session::getCreationTime,
                    session::getLastAccessedTime,
                    session::getAttributeNames,
                    session::isNew,
                    session::invalidate,
                    () -> session.getAttribute("user"),
                    () -> session.setAttribute("user", "eve"),
                    () -> session.removeAttribute("user"));
            assertThat(refused).allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(IllegalStateException.class));
            assertThat(request.getSession(false)).isNull();
            HttpSession next = request.getSession();
            assertThat(next).isNotSameAs(session).isSameAs(request.getSession());
            assertThat(next.getId()).isNotEqualTo(session.getId());
            assertThat(next.getAttribute("user")).isNull();
            response.getWriter().print(next.getId());
        };
        try (RunningTomcat node = RunningTomcat.with(filter()).page("/", page).start()) {
            HttpResponse<String> response = browser.get(node.uri("/"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Browser.setCookies(response)).singleElement().asString().contains(response.body());
            assertThat(ids()).containsExactly(response.body());
        }
    }

    @Test
    void aLogInMovesTheSessionToANewId() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page("/cart", (request, response) -> {
                    request.getSession().setAttribute("cart", "book");
                    response.getWriter().print(request.getSession().getId());
                })
                .page("/login", (request, response) -> {
                    String id = request.changeSessionId();
                    assertThat(id).isEqualTo(request.getSession().getId());
                    response.getWriter().print(id);
                })
                .page(
                        "/look",
                        (request, response) ->
                                response.getWriter().print(request.getSession().getAttribute("cart")))
                .start()) {
            String oldId = browser.get(node.uri("/cart")).body();
            HttpResponse<String> login = browser.get(node.uri("/login"));
            assertThat(login.body()).isNotEqualTo(oldId);
            assertThat(Browser.setCookies(login)).singleElement().asString().contains(login.body());
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("book");
            assertThat(new Browser()
                            .get(node.uri("/look"), "Cookie", "PHPSESSID=" + oldId)
                            .body())
                    .isEqualTo("null");
        }
    }

    @Test
    void thereIsNoIdToChangeWithoutASession() throws Exception {
        Page page = (request, response) ->
                assertThatThrownBy(request::changeSessionId).isInstanceOf(IllegalStateException.class);
        try (RunningTomcat node = RunningTomcat.with(filter()).page("/", page).start()) {
            assertThat(browser.get(node.uri("/")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anOldIdMayBeReadForAWhile() throws Exception {
        HttpSessionFilter grace = HttpSessionFilter.builder(sessions(Map.of()))
                .oldIdGrace(Duration.ofSeconds(20))
                .build();
        try (RunningTomcat node = RunningTomcat.with(grace)
                .page("/login", (request, response) -> {
                    request.getSession().setAttribute("user", "ada");
                    String oldId = request.getSession().getId();
                    request.changeSessionId();
                    response.getWriter().print(oldId);
                })
                .page("/look", (request, response) -> {
                    HttpSession session = request.getSession(false);
                    response.getWriter().print(session == null ? "none" : session.getAttribute("user"));
                })
                .start()) {
            String old = "PHPSESSID=" + browser.get(node.uri("/login")).body();
            assertThat(new Browser().get(node.uri("/look"), "Cookie", old).body())
                    .isEqualTo("ada");
            clock.advance(Duration.ofSeconds(21));
            assertThat(new Browser().get(node.uri("/look"), "Cookie", old).body())
                    .isEqualTo("none");
        }
    }

    @Test
    void idsNeverGoIntoAUrl() throws Exception {
        Page page = (request, response) -> {
            request.getSession();
            response.getWriter().print(response.encodeURL("/next") + response.encodeRedirectURL("/next"));
        };
        try (RunningTomcat node = RunningTomcat.with(filter()).page("/", page).start()) {
            assertThat(browser.get(node.uri("/")).body()).isEqualTo("/next/next");
        }
    }

    @Test
    void idsMayTravelInAHeader() throws Exception {
        HttpSessionFilter inHeader = HttpSessionFilter.builder(sessions(Map.of()))
                .idHeader("X-Session-Id")
                .build();
        Page page = (request, response) -> {
            boolean isNew = request.getSession().isNew();
            response.getWriter().print(isNew + " " + request.isRequestedSessionIdFromCookie());
        };
        try (RunningTomcat node = RunningTomcat.with(inHeader).page("/", page).start()) {
            HttpResponse<String> first = browser.get(node.uri("/"));
            assertThat(Browser.setCookies(first)).isEmpty();
            String id = first.headers().firstValue("X-Session-Id").orElseThrow();
            assertThat(ids()).containsExactly(id);
            HttpResponse<String> second = browser.get(node.uri("/"), "X-Session-Id", id);
            assertThat(second.body()).isEqualTo("false false");
            assertThat(second.headers().firstValue("X-Session-Id")).isEmpty();
        }
    }

    @Test
    void theCookieIsSecureWhereATrustedProxySaysSo() throws Exception {
        Page page = (request, response) -> request.getSession();
        try (RunningTomcat trusting = RunningTomcat.with(HttpSessionFilter.builder(sessions(Map.of()))
                                .trustForwardedProto()
                                .build())
                        .page("/", page)
                        .start();
                RunningTomcat doubting =
                        RunningTomcat.with(filter()).page("/", page).start()) {
            String[] https = {"X-Forwarded-Proto", "https, http"};
            assertThat(Browser.setCookies(new Browser().get(trusting.uri("/"), https)))
                    .singleElement()
                    .asString()
                    .contains("; secure");
            assertThat(Browser.setCookies(new Browser().get(trusting.uri("/"), "X-Forwarded-Proto", "http")))
                    .singleElement()
                    .asString()
                    .doesNotContain("secure");
            assertThat(Browser.setCookies(new Browser().get(doubting.uri("/"), https)))
                    .singleElement()
                    .asString()
                    .doesNotContain("secure");
        }
    }

    @Test
    void theApplicationsOwnCachingHeadersAndCookiesStay() throws Exception {
        Page page = (request, response) -> {
            response.setHeader("Cache-Control", "private, max-age=60");
            response.addHeader("Set-Cookie", "theme=dark");
            request.getSession();
            request.changeSessionId();
        };
        try (RunningTomcat node = RunningTomcat.with(filter()).page("/", page).start()) {
            HttpResponse<String> response = browser.get(node.uri("/"));
            assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, max-age=60");
            assertThat(response.headers().map()).doesNotContainKeys("expires", "pragma");
            assertThat(Browser.setCookies(response))
                    .hasSize(2)
                    .contains("theme=dark")
                    .anyMatch(cookie -> cookie.startsWith("PHPSESSID="));
        }
    }

    @Test
    void aResponseThatIsResetKeepsTheCookie() throws Exception {
        Page page = (request, response) -> {
            request.getSession();
            response.getWriter().print("thrown away");
            response.reset();
            response.getWriter().print("kept");
        };
        try (RunningTomcat node = RunningTomcat.with(filter()).page("/", page).start()) {
            HttpResponse<String> response = browser.get(node.uri("/"));
            assertThat(response.body()).isEqualTo("kept");
            assertThat(Browser.setCookies(response)).hasSize(1);
        }
    }

    private List<String> ids() {
        try (Stream<String> ids = sessions(Map.of()).ids()) {
            return ids.toList();
        }
    }
}
