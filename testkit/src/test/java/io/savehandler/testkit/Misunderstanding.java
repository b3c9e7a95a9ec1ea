package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import java.util.function.BiFunction;

/** Handlers are given another context than the request's. */
final class Misunderstanding implements Defect {
    private final BiFunction<HandlerContext, HandlerContextBuilder, HandlerContextBuilder> change;

    Misunderstanding(BiFunction<HandlerContext, HandlerContextBuilder, HandlerContextBuilder> change) {
        this.change = change;
    }

    @Override
    public HandlerContext context(HandlerContext asked) {
        HandlerContextBuilder same = HandlerContext.builder()
                .locking(asked.locking())
                .readOnly(asked.readOnly())
                .clock(asked.clock())
                .lifetime(asked.lifetime())
                .touchInterval(asked.touchInterval())
                .lock(asked.lock())
                .ids(asked.ids())
                .owner(asked::owner)
                .timeLeft(asked::timeLeft);
        return change.apply(asked, same).build();
    }
}
