package io.savehandler.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandler;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What visitors of a Jetty get while its store fails. */
@Tag("once")
class JettyStoreOutageTest {
    private final AtomicBoolean failsToRead = new AtomicBoolean();
    private final AtomicBoolean failsToWrite = new AtomicBoolean();
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @Test
    void theVisitorIsAskedToComeBackAndFindsTheSession() throws Exception {
        try (JettyNode node = JettyNode.start(SavehandlerDataStoreFactory.of(handlers()), this::answer)) {
            get(node, "/count");
            String cookie = cookie();
            failsToRead.set(true);
            assertThat(get(node, "/count").statusCode()).isEqualTo(503);
            failsToRead.set(false);
            assertThat(get(node, "/count").body()).isEqualTo("2");
            assertThat(cookie()).isEqualTo(cookie);
        }
    }

    @Test
    void theVisitorGoesOnWithoutASessionWhereThatIsChosen() throws Exception {
        SavehandlerDataStoreFactory store = SavehandlerDataStoreFactory.builder(handlers())
                .withoutSessionWhenStoreFails()
                .build();
        try (JettyNode node = JettyNode.start(store, this::answer)) {
            get(node, "/count");
            get(node, "/count");
            failsToRead.set(true);
            failsToWrite.set(true);
            assertThat(get(node, "/count").body()).isEqualTo("1");
            failsToRead.set(false);
            failsToWrite.set(false);
            assertThat(get(node, "/count").body()).isEqualTo("1");
            assertThat(get(node, "/count").body()).isEqualTo("2");
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        Integer count = (Integer) session.getAttribute("count");
        int next = count == null ? 1 : count + 1;
        session.setAttribute("count", next);
        response.getWriter().print(next);
    }

    private String cookie() {
        return cookies.getCookieStore().getCookies().toString();
    }

    private HttpResponse<String> get(JettyNode node, String path) throws IOException, InterruptedException {
        return client.send(request(node, path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(JettyNode node, String path) {
        return HttpRequest.newBuilder(URI.create(node.uri(path)))
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    private SessionHandlerFactory handlers() {
        InMemorySessionHandlerFactory store = InMemorySessionHandlerFactory.create();
        return new ForwardingSessionHandlerFactory(store) {
            @Override
            public SessionHandler newHandler(HandlerContext context) {
                return new ForwardingSessionHandler(store.newHandler(context)) {
                    @Override
                    public boolean validateId(String id) {
                        failIf(failsToRead, "validateId");
                        return super.validateId(id);
                    }

                    @Override
                    public void write(String id, byte[] data) {
                        failIf(failsToWrite, "write");
                        super.write(id, data);
                    }
                };
            }
        };
    }

    private static void failIf(AtomicBoolean fails, String operation) {
        if (fails.get()) {
            throw new SessionStoreException(operation, "a store", "it was told to fail", null);
        }
    }
}
