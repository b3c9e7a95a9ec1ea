package io.savehandler.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.servlet.HttpSessionFilter;
import io.savehandler.spi.ForwardingSessionHandler;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that cannot be reached is answered with status 503, and nobody gets a new session. */
@Tag("once")
class FailingStoreTest {
    private static final Logger LOGGER = Logger.getLogger("io.savehandler.servlet");

    private final AtomicBoolean failsToRead = new AtomicBoolean();
    private final AtomicBoolean failsToWrite = new AtomicBoolean();

    @BeforeEach
    void quiet() {
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void loud() {
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void theVisitorIsAskedToComeBackAndFindsTheSession() throws Exception {
        RunningTomcat tomcat = RunningTomcat.make();
        Context context = tomcat.application(
                "",
                new SavehandlerSessions(
                        HttpSessionFilter.builder(Sessions.builder(handlers()).build())));
        new CounterPages().addTo(context);
        RunningTomcat.askForLogIn(context);
        RunningTomcat.page(context, "/inside/page", (request, response) -> {});
        try (RunningTomcat running = tomcat.start()) {
            Visitor visitor = new Visitor(running);
            visitor.visit("/count");
            String id = visitor.cookie();
            failsToRead.set(true);
            assertThat(visitor.get("/count").statusCode()).isEqualTo(503);
            assertThat(visitor.get("/inside/page").statusCode()).isEqualTo(503);
            failsToRead.set(false);
            failsToWrite.set(true);
            assertThat(visitor.get("/count").statusCode()).isEqualTo(503);
            failsToWrite.set(false);
            assertThat(visitor.visit("/count")).isEqualTo("2");
            assertThat(visitor.cookie()).isEqualTo(id);
        }
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
