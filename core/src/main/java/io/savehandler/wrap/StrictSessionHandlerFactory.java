package io.savehandler.wrap;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandlerFactory;

/**
 * Makes a handler that has only PHP's six operations fit for strict mode: {@code validateId} reads the session once, keeps
 * what it saw for the {@code read} that follows, and gives the lock of an unknown id back at once. An id counts as known
 * if it has data, for six operations cannot tell an empty session from a missing one. A handler that brings a
 * {@code validateId} of its own knows better and is passed on as it is; so put this wrapper directly around the handler
 * that needs it, inside any others. Thread-safe; has the capabilities of the wrapped factory, and closes it.
 */
public final class StrictSessionHandlerFactory extends ForwardingSessionHandlerFactory {

    private StrictSessionHandlerFactory(SessionHandlerFactory inner) {
        super(inner);
    }

    /**
     * Adds {@code validateId} where it is missing.
     *
     * @param inner makes the handlers that may lack it
     */
    public static StrictSessionHandlerFactory of(SessionHandlerFactory inner) {
        return new StrictSessionHandlerFactory(inner);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        SessionHandler handler = inner().newHandler(context);
        if (validatesItself(handler)) {
            return handler;
        }
        boolean locks = context.locking() && capabilities().contains(Capability.LOCKING);
        return new StrictSessionHandler(new RestartableSessionHandler(inner(), context, handler), context.ids(), locks);
    }

    private static boolean validatesItself(SessionHandler handler) {
        try {
            return !handler.getClass()
                    .getMethod("validateId", String.class)
                    .getDeclaringClass()
                    .equals(SessionHandler.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every handler has at least the contract's validateId", e);
        }
    }
}
