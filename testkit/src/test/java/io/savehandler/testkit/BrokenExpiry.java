package io.savehandler.testkit;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.List;

final class BrokenExpiry {
    private BrokenExpiry() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "serves what has expired until gc removes it",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> servingExpired(sound, store),
                        "anExpiredSessionReadsAsEmpty",
                        "aWriteBeginsTheLifetimeAnew",
                        "aTouchBeginsTheLifetimeAnew",
                        "readingDoesNotProlongALife"),
                BrokenHandler.that(
                        "finds valid what has expired",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> validatingExpired(sound, store),
                        "anExpiredSessionIsNotValid"),
                BrokenHandler.that(
                        "prolongs a life by reading",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> touchingWhatItReads(sound),
                        "aWriteBeginsTheLifetimeAnew",
                        "aTouchBeginsTheLifetimeAnew",
                        "readingDoesNotProlongALife"),
                BrokenHandler.that(
                        "touches without effect",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> touchingNothing(sound, store),
                        "aTouchBeginsTheLifetimeAnew",
                        "touchesThatComeMoreOftenThanTheirIntervalKeepASessionAlive"),
                BrokenHandler.that(
                        "takes for destroyed what expired while it was used",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> new RefusingExpired(sound, store),
                        "aSessionThatExpiresWhileItIsUsedIsStoredAgain"),
                BrokenHandler.that(
                        "does not count what gc removes",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> collecting(sound, lifetime -> sound.gc(lifetime) * 0),
                        "gcRemovesWhatHasExpiredAndNothingElse"),
                BrokenHandler.that(
                        "never collects",
                        ContractRule.EXPIRY,
                        (sound, context, store) -> collecting(sound, lifetime -> 0),
                        "gcRemovesWhatHasExpiredAndNothingElse"));
    }

    private static SessionHandler servingExpired(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                byte[] data = sound.read(id);
                return store.inspect(id).orElse(data);
            }
        };
    }

    private static SessionHandler validatingExpired(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public boolean validateId(String id) {
                return sound.validateId(id) || store.holds(id);
            }
        };
    }

    private static SessionHandler touchingWhatItReads(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                byte[] data = sound.read(id);
                sound.updateTimestamp(id, data);
                return data;
            }
        };
    }

    private static SessionHandler touchingNothing(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void updateTimestamp(String id, byte[] data) {
                if (store.isDown() || !store.holds(id)) {
                    sound.updateTimestamp(id, data);
                }
            }
        };
    }

    private static SessionHandler collecting(SessionHandler sound, Collection collection) {
        return new PassingHandler(sound) {
            @Override
            public long gc(Duration maxLifetime) {
                return collection.run(maxLifetime);
            }
        };
    }

    private interface Collection {
        long run(Duration maxLifetime);
    }

    private static final class RefusingExpired extends PassingHandler {
        private final BreakableFixture store;
        private boolean found;

        RefusingExpired(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            byte[] data = sound.read(id);
            found = data.length > 0;
            return data;
        }

        @Override
        public void write(String id, byte[] data) {
            if (found && !store.isDown() && !store.isLive(id)) {
                throw new SessionGoneException();
            }
            sound.write(id, data);
        }
    }
}
