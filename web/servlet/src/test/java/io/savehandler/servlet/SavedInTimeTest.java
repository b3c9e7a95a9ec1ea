package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions are saved and unlocked before the client can see the response, and what comes later is not lost. */
class SavedInTimeTest {
    private static final byte[] LARGE = new byte[64 << 10];
    private static final byte[] SMALL = "0123456789".getBytes(StandardCharsets.US_ASCII);

    /** Whoever would have to wait for another request's lock fails instead. */
    private final Sessions sessions = Sessions.builder(InMemorySessionHandlerFactory.create())
            .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "3s")))
            .build();

    private final HttpSessionFilter filter = HttpSessionFilter.of(sessions);
    private final Browser browser = new Browser();

    private static void count(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Integer visits = (Integer) session.getAttribute("visits");
        session.setAttribute("visits", visits == null ? 1 : visits + 1);
    }

    private static final Page COUNTING = (request, response) -> {
        count(request);
        response.getWriter().print(request.getSession().getAttribute("visits"));
    };

    /** Each commits the response in its own way. */
    private static Map<String, Page> commits() {
        Map<String, Page> commits = new LinkedHashMap<>();
        commits.put("/flush", (request, response) -> response.flushBuffer());
        commits.put(
                "/stream-flush",
                (request, response) -> response.getOutputStream().flush());
        commits.put("/writer-flush", (request, response) -> response.getWriter().flush());
        commits.put(
                "/writer-check",
                (request, response) ->
                        assertThat(response.getWriter().checkError()).isFalse());
        commits.put("/redirect", (request, response) -> response.sendRedirect("/elsewhere"));
        commits.put("/error", (request, response) -> response.sendError(404));
        commits.put("/error-text", (request, response) -> response.sendError(410, "gone"));
        commits.put("/large", (request, response) -> response.getOutputStream().write(LARGE));
        commits.put("/large-text", (request, response) -> response.getWriter().print("x".repeat(64 << 10)));
        commits.put("/many-bytes", (request, response) -> {
            for (int i = 0; i < LARGE.length; i++) {
                response.getOutputStream().write(LARGE[i]);
            }
        });
        commits.put("/closed", (request, response) -> response.getOutputStream().close());
        commits.put(
                "/writer-closed", (request, response) -> response.getWriter().close());
        commits.put("/length", (request, response) -> {
            response.setContentLength(SMALL.length);
            response.getOutputStream().write(SMALL);
        });
        commits.put("/length-header", (request, response) -> {
            response.setHeader("content-length", Integer.toString(SMALL.length));
            response.getOutputStream().write(SMALL);
        });
        return commits;
    }

    @Test
    void isSavedAndUnlockedWheneverTheResponseIsCommitted() throws Exception {
        Map<String, Page> commits = commits();
        Semaphore committed = new Semaphore(0);
        CountDownLatch allSeen = new CountDownLatch(1);
        RunningTomcat.Builder builder = RunningTomcat.with(filter).page("/count", COUNTING);
        commits.forEach((path, commit) -> builder.page(path, (request, response) -> {
            count(request);
            commit.serve(request, response);
            committed.release();
            assertThat(allSeen.await(30, TimeUnit.SECONDS)).isTrue();
        }));
        try (RunningTomcat node = builder.start()) {
            int visits = 1;
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("1");
            Map<String, CompletableFuture<HttpResponse<String>>> pending = new LinkedHashMap<>();
            for (String path : commits.keySet()) {
                pending.put(path, browser.onOtherConnections().begin(node.uri(path)));
                assertThat(committed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                visits += 2;
                assertThat(browser.get(node.uri("/count")).body()).as(path).isEqualTo(Integer.toString(visits));
            }
            allSeen.countDown();
            for (CompletableFuture<HttpResponse<String>> response : pending.values()) {
                response.handle((answer, broken) -> true).get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void whatChangesAfterTheResponseIsCommittedIsSavedToo() throws Exception {
        Page late = (request, response) -> {
            HttpSession session = request.getSession();
            session.setAttribute("early", 1);
            response.flushBuffer();
            assertThat(session.getAttribute("early")).isEqualTo(1);
            session.setAttribute("late", 2);
            session.removeAttribute("early");
        };
        try (RunningTomcat node = RunningTomcat.with(filter)
                .page("/late", late)
                .page(
                        "/look",
                        (request, response) -> response.getWriter()
                                .print(request.getSession().getAttribute("early") + " "
                                        + request.getSession().getAttribute("late")))
                .start()) {
            browser.get(node.uri("/late"));
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("null 2");
        }
    }

    @Test
    void aSessionThatTheClientCouldNotBeToldOfIsRefused() throws Exception {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Page tooLate = (request, response) -> {
            response.flushBuffer();
            try {
                request.getSession();
                refused.complete(new AssertionError("not refused"));
            } catch (IllegalStateException e) {
                refused.complete(e);
            }
        };
        try (RunningTomcat node = RunningTomcat.with(filter).page("/", tooLate).start()) {
            browser.get(node.uri("/"));
            assertThat(refused.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("response-committed");
        }
    }

    @Test
    void aFailingApplicationsChangesAreKeptAndTheErrorPageSeesThem() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter)
                .page("/fail", (request, response) -> {
                    count(request);
                    throw new IOException("told to fail");
                })
                .page("/oops", (request, response) -> {
                    count(request);
                    response.getWriter().print("oops " + request.getSession().getAttribute("visits"));
                })
                .page("/count", COUNTING)
                .errorPage("/oops")
                .start()) {
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("1");
            HttpResponse<String> failed = browser.get(node.uri("/fail"));
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).isEqualTo("oops 3");
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("4");
        }
    }

    @Test
    void aVisitorWhoseFirstRequestFailsGetsTheCookieWithTheErrorPage() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter)
                .page("/fail", (request, response) -> {
                    count(request);
                    throw new IllegalStateException("told to fail");
                })
                .page("/oops", COUNTING)
                .page("/count", COUNTING)
                .errorPage("/oops")
                .start()) {
            assertThat(browser.get(node.uri("/fail")).body()).isEqualTo("2");
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("3");
        }
    }

    @Test
    void forwardsAndIncludesUseTheRequestsSession() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter)
                .page("/forward", (request, response) -> {
                    count(request);
                    request.getRequestDispatcher("/count").forward(request, response);
                })
                .page("/include", (request, response) -> {
                    response.getWriter().print("[");
                    request.getRequestDispatcher("/count").include(request, response);
                    count(request);
                    response.getWriter().print("] " + request.getSession().getAttribute("visits"));
                })
                .page("/count", COUNTING)
                .start()) {
            assertThat(browser.get(node.uri("/forward")).body()).isEqualTo("2");
            assertThat(browser.get(node.uri("/include")).body()).isEqualTo("[3] 4");
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("5");
        }
    }

    @Test
    void oneSessionObjectPerRequestIsOpenedOnce() throws Exception {
        Page page = (request, response) -> {
            HttpSession session = request.getSession();
            assertThat(request.getSession(false)).isSameAs(session);
            Object list = new ArrayList<>(List.of("a"));
            session.setAttribute("list", list);
            assertThat(session.getAttribute("list")).isSameAs(list);
            assertThatThrownBy(() -> session.setAttribute("page", this)).isInstanceOf(IllegalArgumentException.class);
        };
        try (RunningTomcat node = RunningTomcat.with(filter).page("/", page).start()) {
            assertThat(browser.get(node.uri("/")).statusCode()).isEqualTo(200);
        }
    }
}
