package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

final class BrokenTouchTimes {
    private BrokenTouchTimes() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "counts the touch interval from touches that it left out",
                        ContractRule.EXPIRY,
                        new LeavingOut(),
                        "touchesThatComeMoreOftenThanTheirIntervalKeepASessionAlive"),
                BrokenHandler.that(
                        "takes the touch interval for the lifetime",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> context.touchInterval().isZero()
                                ? sound
                                : new Ending(sound, context, store, context.touchInterval()),
                        "aTouchWithinItsIntervalDoesNotShortenALife"),
                BrokenHandler.that(
                        "touches to the end of the request's lifetime, however short",
                        ContractRule.TOUCH_ONLY_TOUCHES,
                        (sound, context, store) -> new Ending(sound, context, store, context.lifetime()),
                        "aTouchLeavesTheOwnerAsItIs",
                        "touchingForAShorterLifetimeDoesNotShortenALife"));
    }

    private static final class LeavingOut implements Defect.OfHandler {
        private final Map<String, Instant> asked = new ConcurrentHashMap<>();

        @Override
        public SessionHandler breaking(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            return new PassingHandler(sound) {
                @Override
                public void updateTimestamp(String id, byte[] data) {
                    Instant now = context.clock().instant();
                    Instant last = asked.put(id, now);
                    if (isDue(last, now, context.touchInterval())) {
                        sound.updateTimestamp(id, data);
                    }
                }
            };
        }

        private static boolean isDue(@Nullable Instant last, Instant now, Duration interval) {
            return interval.isZero()
                    || (last != null && Duration.between(last, now).compareTo(interval) >= 0);
        }
    }

    private static final class Ending extends PassingHandler {
        private final HandlerContext context;
        private final BreakableFixture store;
        private final Duration life;

        Ending(SessionHandler sound, HandlerContext context, BreakableFixture store, Duration life) {
            super(sound);
            this.context = context;
            this.store = store;
            this.life = life;
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            if (store.isDown() || !store.isLive(id)) {
                sound.updateTimestamp(id, data);
            } else {
                byte[] kept = store.inspect(id).orElseThrow();
                store.store.put(id, kept, context.clock().instant().plus(life));
            }
        }
    }
}
