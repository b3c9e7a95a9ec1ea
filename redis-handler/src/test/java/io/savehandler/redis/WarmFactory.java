package io.savehandler.redis;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;

/** Factories that have made their connections, for tests of requests that have little time. */
final class WarmFactory {
    /** Enough to have asked every node of a small cluster or pool. */
    private static final int QUESTIONS = 16;

    private WarmFactory() {}

    static SessionHandlerFactory connect(String savePath) {
        SessionHandlerFactory factory = RedisSessionHandlerFactory.connect(savePath);
        HandlerContext reading = HandlerContext.builder().readOnly(true).build();
        for (int i = 0; i < QUESTIONS; i++) {
            try (SessionHandler handler = factory.newHandler(reading)) {
                handler.open(savePath, "PHPSESSID");
                handler.validateId(SessionIdPolicy.php().newId());
            }
        }
        return factory;
    }
}
