package io.savehandler.testkit;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import java.util.Set;

/** What is wrong with a factory or its handlers. The default is nothing. */
interface Defect {
    Defect NONE = new Defect() {};

    default SessionHandler handler(SessionHandler sound, HandlerContext context, BreakableFixture store) {
        return sound;
    }

    default HandlerContext context(HandlerContext asked) {
        return asked;
    }

    default Set<Capability> capabilities(Set<Capability> sound) {
        return sound;
    }

    default void factoryClosed(BreakableFixture store) {}

    /** A defect of the handlers alone. */
    @FunctionalInterface
    interface OfHandler extends Defect {
        SessionHandler breaking(SessionHandler sound, HandlerContext context, BreakableFixture store);

        @Override
        default SessionHandler handler(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            return breaking(sound, context, store);
        }
    }
}
