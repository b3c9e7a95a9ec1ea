package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionEvents;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionOutcome;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.WhenSaveFails;
import io.savehandler.WhenStartFails;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandler;
import jakarta.servlet.ServletException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that is down costs one answer that says so, or the session, as the application chooses. */
@Tag("once")
class FailingStoreResponsesTest {
    private static final Logger LOGGER = Logger.getLogger("io.savehandler.servlet");

    private final Switchable store = new Switchable();
    private final Browser browser = new Browser();
    private final List<SessionOutcome> outcomes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void quiet() {
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void loud() {
        LOGGER.setUseParentHandlers(true);
    }

    private static RunningTomcat.Builder application(Sessions sessions) {
        return RunningTomcat.with(HttpSessionFilter.of(sessions))
                .page("/put", (request, response) -> {
                    request.getSession().setAttribute("user", "ada");
                    response.getWriter().print("put");
                })
                .page(
                        "/look",
                        (request, response) -> response.getWriter()
                                .print(
                                        request.getSession(false) == null
                                                ? "nobody"
                                                : request.getSession().getAttribute("user")))
                .page("/wrapped", (request, response) -> {
                    try {
                        request.getSession();
                    } catch (SessionStoreException e) {
                        throw new ServletException("a framework's", e);
                    }
                });
    }

    @Test
    void isAnsweredWithUnavailableUntilTheStoreIsBack() throws Exception {
        try (RunningTomcat node = application(Sessions.builder(store).build()).start()) {
            assertThat(browser.get(node.uri("/put")).body()).isEqualTo("put");
            store.isDown = true;
            for (String path : new String[] {"/put", "/look", "/wrapped"}) {
                HttpResponse<String> response = browser.get(node.uri(path));
                assertThat(response.statusCode()).as(path).isEqualTo(503);
                assertThat(Browser.setCookies(response)).isEmpty();
            }
            store.isDown = false;
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("ada");
        }
    }

    @Test
    void goesOnWithoutASessionWhereThatIsChosen() throws Exception {
        SessionsBuilder builder = Sessions.builder(store)
                .whenStartFails(WhenStartFails.WITHOUT_SESSION)
                .whenSaveFails(WhenSaveFails.DROP)
                .events(new SessionEvents() {
                    @Override
                    public void ended(SessionOutcome outcome, int bytes, Duration duration) {
                        outcomes.add(outcome);
                    }
                });
        try (RunningTomcat node = application(builder.build()).start()) {
            assertThat(browser.get(node.uri("/put")).body()).isEqualTo("put");
            store.isDown = true;
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("nobody");
            HttpResponse<String> put = browser.get(node.uri("/put"));
            assertThat(put.body()).isEqualTo("put");
            assertThat(Browser.setCookies(put)).isEmpty();
            assertThat(outcomes).as("told once").containsOnlyOnce(SessionOutcome.DROPPED);
            store.isDown = false;
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("ada");
        }
    }

    @Test
    void goesOnReadOnlyWhereThatIsChosenAndTheStoreCanStillBeRead() throws Exception {
        Sessions reading =
                Sessions.builder(store).whenStartFails(WhenStartFails.READ_ONLY).build();
        RunningTomcat.Builder application = application(reading).page("/try", (request, response) -> {
            try {
                request.getSession().setAttribute("user", "eve");
            } catch (IllegalStateException e) {
                response.getWriter().print("refused");
            }
        });
        try (RunningTomcat node = application.start()) {
            browser.get(node.uri("/put"));
            store.isReadOnly = true;
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("ada");
            assertThat(browser.get(node.uri("/try")).body()).isEqualTo("refused");
            assertThat(new Browser().get(node.uri("/put")).statusCode())
                    .as("not kept, and not passed over")
                    .isEqualTo(500);
            store.isReadOnly = false;
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("ada");
        }
    }

    @Test
    void aSaveThatFailsIsNoSuccess() throws Exception {
        RunningTomcat.Builder application = application(Sessions.builder(store).build())
                .page("/fall", (request, response) -> {
                    request.getSession().setAttribute("user", "eve");
                    store.isDown = true;
                    response.getWriter().print("done");
                });
        try (RunningTomcat node = application.start()) {
            browser.get(node.uri("/put"));
            assertThat(browser.get(node.uri("/fall")).statusCode()).isEqualTo(503);
            store.isDown = false;
            assertThat(browser.get(node.uri("/look")).body()).isEqualTo("ada");
        }
    }

    /** A store that can be switched off. */
    private static final class Switchable implements SessionHandlerFactory {
        private final InMemorySessionHandlerFactory store = InMemorySessionHandlerFactory.create();
        volatile boolean isDown;
        volatile boolean isReadOnly;

        @Override
        public SessionHandler newHandler(HandlerContext context) {
            return new SwitchableHandler(store.newHandler(context), this, context.readOnly());
        }

        @Override
        public Set<Capability> capabilities() {
            return store.capabilities();
        }
    }

    private static final class SwitchableHandler extends ForwardingSessionHandler {
        private final Switchable store;
        private final boolean reads;

        SwitchableHandler(SessionHandler inner, Switchable store, boolean reads) {
            super(inner);
            this.store = store;
            this.reads = reads;
        }

        private void require(String operation) {
            if (store.isDown || (store.isReadOnly && !reads)) {
                throw new SessionStoreException(operation, "the switchable store", "told to fail", null);
            }
        }

        @Override
        public void open(String savePath, String sessionName) {
            require("open");
            super.open(savePath, sessionName);
        }

        @Override
        public void write(String id, byte[] data) {
            require("write");
            super.write(id, data);
        }
    }
}
