package io.savehandler.memcached;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionStoreException;

/** Factories that have made their connections, for tests of requests that have little time. A slow machine may need longer. */
final class WarmFactories {
    /** Enough to have asked every server of a small ring. */
    private static final int QUESTIONS = 16;

    private WarmFactories() {}

    static SessionHandlerFactory warm(SessionHandlerFactory factory) {
        HandlerContext reading = HandlerContext.builder().readOnly(true).build();
        for (int i = 0; i < QUESTIONS; i++) {
            try (SessionHandler handler = factory.newHandler(reading)) {
                handler.open("", "PHPSESSID");
                handler.validateId(SessionIdPolicy.php().newId());
            } catch (SessionStoreException e) {
                // The test will tell if that was no slowness.
            }
        }
        return factory;
    }
}
