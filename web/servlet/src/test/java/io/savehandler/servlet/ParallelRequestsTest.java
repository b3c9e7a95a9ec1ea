package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import jakarta.servlet.http.HttpSession;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parallel requests of one visitor over two nodes lose nothing. */
class ParallelRequestsTest {
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Browser browser = new Browser();

    private Sessions sessions() {
        return Sessions.builder(
                        InMemorySessionHandlerFactory.builder().store(store).build())
                .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "120s")))
                .build();
    }

    private RunningTomcat node(Concurrency concurrency) throws Exception {
        HttpSessionFilter filter = HttpSessionFilter.builder(sessions())
                .concurrency(concurrency)
                .readOnly("/look/*")
                .build();
        return RunningTomcat.with(filter)
                .page("/start", (request, response) -> {
                    request.getSession().setAttribute("counter", 0);
                    response.getWriter().print(request.getSession().getId());
                })
                .page(
                        "/add",
                        (request, response) -> request.getSession().setAttribute("n" + request.getParameter("n"), "x"))
                .page("/count", (request, response) -> {
                    HttpSession session = request.getSession();
                    session.setAttribute("counter", (Integer) session.getAttribute("counter") + 1);
                })
                .page(
                        "/look/counter",
                        (request, response) ->
                                response.getWriter().print(request.getSession().getAttribute("counter")))
                .page("/look/write", (request, response) -> request.getSession().setAttribute("counter", 7))
                .page("/asked", (request, response) -> {
                    request.setAttribute(HttpSessionFilter.READ_ONLY, true);
                    response.getWriter().print(request.getSession().getAttribute("counter"));
                })
                .start();
    }

    @Test
    void noIncrementIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(60);
    }

    @Test
    void noAttributeIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(60);
    }

    @Test
    @Tag("long")
    void noneOfAThousandIncrementsIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(1000);
    }

    @Test
    @Tag("long")
    void noneOfAThousandAttributesIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(1000);
    }

    private void incrementUnderTheLock(int requests) throws Exception {
        try (RunningTomcat one = node(Concurrency.LOCK);
                RunningTomcat other = node(Concurrency.LOCK)) {
            browser.get(one.uri("/start"));
            allAt(requests, one, other, "/count?n=");
            assertThat(browser.get(other.uri("/look/counter")).body()).isEqualTo(Integer.toString(requests));
        }
    }

    private void addAttributesMerged(int requests) throws Exception {
        try (RunningTomcat one = node(Concurrency.MERGE);
                RunningTomcat other = node(Concurrency.MERGE)) {
            String id = browser.get(one.uri("/start")).body();
            allAt(requests, one, other, "/add?n=");
            try (Session session = sessions().start(id)) {
                assertThat(session.keys()).hasSize(requests + 1);
            }
        }
    }

    private void allAt(int requests, RunningTomcat one, RunningTomcat other, String path) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            pending.add(browser.begin((i % 2 == 0 ? one : other).uri(path + i)));
        }
        for (CompletableFuture<HttpResponse<String>> response : pending) {
            assertThat(response.get(120, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void requestsThatOnlyReadWaitForNobody() throws Exception {
        try (RunningTomcat node = node(Concurrency.LOCK);
                Sessions holder = sessions()) {
            String id = browser.get(node.uri("/start")).body();
            try (Session held = holder.start(id)) {
                held.put("counter", 5);
                assertThat(browser.get(node.uri("/look/counter")).body()).isEqualTo("0");
                assertThat(browser.get(node.uri("/asked")).body()).isEqualTo("0");
            }
            assertThat(browser.get(node.uri("/asked")).body()).isEqualTo("5");
            assertThat(browser.get(node.uri("/look/write")).statusCode()).isEqualTo(500);
            assertThat(browser.get(node.uri("/asked")).body()).isEqualTo("5");
        }
    }

    @Test
    void aVisitorWithoutASessionGetsAUsualOneOnAReadOnlyPathToo() throws Exception {
        try (RunningTomcat node = node(Concurrency.LOCK)) {
            HttpResponse<String> first = browser.get(node.uri("/look/write"));
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(Browser.setCookies(first)).hasSize(1);
            assertThat(browser.get(node.uri("/look/counter")).body()).isEqualTo("7");
        }
    }
}
