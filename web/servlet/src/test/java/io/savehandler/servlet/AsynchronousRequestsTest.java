package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An asynchronous request holds no lock while it waits, and its session is there when it goes on. */
class AsynchronousRequestsTest {
    private final Sessions sessions =
            Sessions.builder(InMemorySessionHandlerFactory.create()).build();
    private final HttpSessionFilter filter = HttpSessionFilter.of(sessions);
    private final Browser browser = new Browser();
    private final BlockingQueue<AsyncContext> parked = new LinkedBlockingQueue<>();

    private static int count(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Integer visits = (Integer) session.getAttribute("visits");
        session.setAttribute("visits", visits == null ? 1 : visits + 1);
        return (Integer) session.getAttribute("visits");
    }

    private RunningTomcat.Builder application() {
        return RunningTomcat.with(filter)
                .page("/count", (request, response) -> response.getWriter().print(count(request)))
                .page("/park", (request, response) -> {
                    count(request);
                    AsyncContext context = request.startAsync();
                    context.setTimeout(60_000);
                    parked.add(context);
                });
    }

    private AsyncContext takeParked() throws InterruptedException {
        AsyncContext context = parked.poll(30, TimeUnit.SECONDS);
        assertThat(context).isNotNull();
        return context;
    }

    @Test
    void aParkedRequestHoldsUpNobodyAndGoesOnWithTheNewestSession() throws Exception {
        try (RunningTomcat node = application().start()) {
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("1");
            CompletableFuture<HttpResponse<String>> pending = browser.begin(node.uri("/park"));
            AsyncContext context = takeParked();
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("3");

            HttpServletRequest request = (HttpServletRequest) context.getRequest();
            context.getResponse().getWriter().print(count(request));
            context.complete();
            assertThat(pending.get(30, TimeUnit.SECONDS).body()).isEqualTo("4");
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("5");
        }
    }

    @Test
    void aDispatchGoesOnWithTheSession() throws Exception {
        RunningTomcat.Builder application = application().page("/again", (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                count(request);
                parked.add(request.startAsync());
            } else {
                response.getWriter().print(request.getDispatcherType() + " " + count(request));
            }
        });
        try (RunningTomcat node = application.start()) {
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("1");
            CompletableFuture<HttpResponse<String>> pending = browser.begin(node.uri("/again"));
            AsyncContext context = takeParked();
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("3");
            count((HttpServletRequest) context.getRequest());
            context.dispatch();
            assertThat(pending.get(30, TimeUnit.SECONDS).body()).isEqualTo("ASYNC 5");
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("6");
        }
    }

    @Test
    void aRequestThatTimesOutKeepsNothingLocked() throws Exception {
        RunningTomcat.Builder application = application().page("/late", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(1);
            count(request);
        });
        try (RunningTomcat node = application.start()) {
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("1");
            assertThat(browser.get(node.uri("/late")).statusCode()).isEqualTo(500);
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("3");
        }
    }

    @Test
    void aSessionThatEndedMeanwhileIsGone() throws Exception {
        RunningTomcat.Builder application = application()
                .page("/logout", (request, response) -> request.getSession().invalidate());
        try (RunningTomcat node = application.start()) {
            assertThat(browser.get(node.uri("/count")).body()).isEqualTo("1");
            CompletableFuture<HttpResponse<String>> pending = browser.begin(node.uri("/park"));
            AsyncContext context = takeParked();
            browser.get(node.uri("/logout"));
            HttpServletRequest request = (HttpServletRequest) context.getRequest();
            String answer;
            try {
                answer = "still " + request.getSession().getAttribute("visits");
            } catch (IllegalStateException e) {
                answer = e.getMessage() + " " + (request.getSession(false) == null);
            }
            context.getResponse().getWriter().print(answer);
            context.complete();
            assertThat(pending.get(30, TimeUnit.SECONDS).body())
                    .isEqualTo("The session was ended by another request true");
        }
    }
}
