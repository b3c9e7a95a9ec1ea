package io.savehandler.servlet61tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.servlet.HttpSessionFilter;
import io.savehandler.servlettests.TomcatShop;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The redirects that came with Servlet 6.1 save the session first, as the old one does. */
@Tag("once")
class NewRedirectsTest {
    private final Sessions sessions = Sessions.builder(InMemorySessionHandlerFactory.create())
            .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "2s")))
            .build();

    @ParameterizedTest
    @CsvSource({"/status, 303", "/keep, 302", "/both, 307"})
    void saveAndUnlockFirst(String path, int status) throws Exception {
        try (TomcatShop node = TomcatShop.start((types, context) -> {
            HttpSessionFilter.of(sessions).addTo(context);
            context.addServlet("redirects", new Redirecting(sessions)).addMapping("/*");
        })) {
            HttpResponse<Void> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Location")).hasValue("/next");
            String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
            String id = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
            assertThat(sessions.<Long>run(id, session -> session.getLong("seen", 0)))
                    .isEqualTo(1);
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class Redirecting extends HttpServlet {
        private final transient Sessions sessions;

        Redirecting(Sessions sessions) {
            this.sessions = sessions;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getSession().setAttribute("user", "ada");
            switch (request.getPathInfo()) {
                case "/status" -> response.sendRedirect("/next", 303);
                case "/keep" -> response.sendRedirect("/next", false);
                default -> response.sendRedirect("/next", 307, true);
            }
            // Fails unless the session is saved and unlocked by now.
            try (Session other = sessions.resume(request.getSession().getId(), Concurrency.LOCK)
                    .orElseThrow()) {
                other.put("seen", "ada".equals(other.getString("user")) ? 1 : 0);
            }
        }
    }
}
