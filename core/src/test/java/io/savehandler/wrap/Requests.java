package io.savehandler.wrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Short ways to make one request's handler in a test. */
final class Requests {

    private Requests() {}

    static SessionHandler locking(SessionHandlerFactory factory) {
        return open(factory, context -> context);
    }

    static SessionHandler lockFree(SessionHandlerFactory factory) {
        return open(factory, context -> context.locking(false));
    }

    static SessionHandler open(SessionHandlerFactory factory, UnaryOperator<HandlerContextBuilder> asking) {
        SessionHandler handler =
                factory.newHandler(asking.apply(HandlerContext.builder()).build());
        handler.open("", "PHPSESSID");
        return handler;
    }

    /** The same store, whose handlers a test gets between. */
    static SessionHandlerFactory intercepted(
            SessionHandlerFactory store, Function<SessionHandler, SessionHandler> interception) {
        return intercepted(store, store.capabilities(), interception);
    }

    static SessionHandlerFactory intercepted(
            SessionHandlerFactory store,
            Set<Capability> capabilities,
            Function<SessionHandler, SessionHandler> interception) {
        return new ForwardingSessionHandlerFactory(store) {
            @Override
            public SessionHandler newHandler(HandlerContext context) {
                return interception.apply(store.newHandler(context));
            }

            @Override
            public Set<Capability> capabilities() {
                return capabilities;
            }
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
