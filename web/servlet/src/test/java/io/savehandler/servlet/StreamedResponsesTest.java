package io.savehandler.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Responses that are written bit by bit, whether the client takes them or not, keep no session locked and lose nothing. */
@Tag("once")
class StreamedResponsesTest {
    private static final byte[] LARGE = new byte[64 * 1024];

    private final Sessions sessions = Sessions.builder(InMemorySessionHandlerFactory.create())
            .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "2s")))
            .build();
    private final Browser browser = new Browser();

    private RunningTomcat.Builder application() {
        return RunningTomcat.with(HttpSessionFilter.of(sessions))
                .page(
                        "/look",
                        (request, response) -> response.getWriter()
                                .print(request.getSession().getAttribute("before") + " "
                                        + request.getSession().getAttribute("during")));
    }

    @Test
    void aWriteListenerMayChangeTheSession() throws Exception {
        RunningTomcat.Builder application = application().page("/listener", (request, response) -> {
            request.getSession().setAttribute("before", "saved");
            AsyncContext context = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writing(context, out));
        });
        try (RunningTomcat node = application.start()) {
            assertThat(browser.get(node.uri("/listener")).body()).hasSize(LARGE.length);
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("saved too");
        }
    }

    private record Writing(AsyncContext context, ServletOutputStream out) implements WriteListener {
        @Override
        public void onWritePossible() throws IOException {
            HttpServletRequest request = (HttpServletRequest) context.getRequest();
            if (request.getSession().getAttribute("during") == null) {
                request.getSession().setAttribute("during", "too");
                out.write(LARGE);
            }
            if (out.isReady()) {
                context.complete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            context.complete();
        }
    }

    @Test
    void aClientThatHangsUpLeavesItsSessionSavedAndUnlocked() throws Exception {
        CompletableFuture<Throwable> noticed = new CompletableFuture<>();
        RunningTomcat.Builder application = application().page("/endless", (request, response) -> {
            request.getSession().setAttribute("before", "saved");
            writeWithoutEnd(response, noticed, () -> request.getSession().setAttribute("during", "too"));
        });
        try (RunningTomcat node = application.start()) {
            String set = Browser.setCookies(browser.get(node.uri("/look"))).get(0);
            String cookie = set.substring(0, set.indexOf(';'));
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), URI.create(node.uri("/")).getPort())) {
                socket.getOutputStream()
                        .write(("GET /endless HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + "\r\n\r\n")
                                .getBytes(US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThat(noticed.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("saved too");
            try (Session session = sessions.resume(cookie.substring(cookie.indexOf('=') + 1), Concurrency.LOCK)
                    .orElseThrow()) {
                assertThat(session.getString("before")).isEqualTo("saved");
            }
        }
    }

    private static void writeWithoutEnd(
            HttpServletResponse response, CompletableFuture<Throwable> noticed, Runnable after) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        try {
            while (!noticed.isDone()) {
                out.write(LARGE);
            }
        } catch (IOException e) {
            after.run();
            noticed.complete(e);
            throw e;
        }
    }
}
