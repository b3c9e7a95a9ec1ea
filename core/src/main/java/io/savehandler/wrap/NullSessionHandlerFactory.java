package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;

/**
 * Stores nothing: every session is new and empty, every write is accepted and forgotten, every save path will do. For
 * requests that must not leave a session behind, such as a crawler's, and for tests. Because no id is ever known, strict
 * mode gives each request a new one. Has no capabilities. Thread-safe.
 */
public final class NullSessionHandlerFactory implements SessionHandlerFactory {

    private NullSessionHandlerFactory() {}

    /** A factory of handlers that store nothing. */
    public static NullSessionHandlerFactory create() {
        return new NullSessionHandlerFactory();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new NullSessionHandler(context.ids());
    }
}
