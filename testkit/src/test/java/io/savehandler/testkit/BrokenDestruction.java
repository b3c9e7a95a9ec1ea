package io.savehandler.testkit;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import java.util.List;

final class BrokenDestruction {
    private BrokenDestruction() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "writes whatever was destroyed meanwhile",
                        ContractRule.NO_RESURRECTION,
                        (sound, context, store) -> resurrecting(sound, store),
                        "aSessionThatWasDestroyedWithItsOwnersIsNotBroughtBack",
                        "writingDoesNotBringBackWhatAnotherRequestDestroyed",
                        "writingDoesNotBringBackWhatTheStoreLost",
                        "writingAfterValidationAndReadDoesNotBringBackWhatTheStoreLost"),
                BrokenHandler.that(
                        "forgets what it saw when it validated",
                        ContractRule.NO_RESURRECTION,
                        (sound, context, store) -> new ForgettingValidation(sound, store),
                        "writingAfterValidationAndReadDoesNotBringBackWhatTheStoreLost"),
                BrokenHandler.that(
                        "writes where there is nothing to touch any more",
                        ContractRule.NO_RESURRECTION,
                        (sound, context, store) -> resurrectingByTouch(sound, store),
                        "touchingDoesNotBringBackWhatTheStoreLost"),
                BrokenHandler.that(
                        "keeps quiet about what it did not touch",
                        ContractRule.NO_RESURRECTION,
                        (sound, context, store) -> silentTouch(sound),
                        "touchingDoesNotBringBackWhatTheStoreLost"),
                BrokenHandler.that(
                        "refuses an id for ever once it was destroyed",
                        ContractRule.NO_RESURRECTION,
                        (sound, context, store) -> refusingOldIds(sound, store),
                        "writingWithoutReadingStores"));
    }

    private static SessionHandler resurrecting(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                try {
                    sound.write(id, data);
                } catch (SessionGoneException e) {
                    store.seed(id, data);
                }
            }
        };
    }

    private static SessionHandler resurrectingByTouch(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void updateTimestamp(String id, byte[] data) {
                try {
                    sound.updateTimestamp(id, data);
                } catch (SessionGoneException e) {
                    store.seed(id, data);
                }
            }
        };
    }

    private static SessionHandler silentTouch(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public void updateTimestamp(String id, byte[] data) {
                try {
                    sound.updateTimestamp(id, data);
                } catch (SessionGoneException e) {
                    // Nobody will know.
                }
            }
        };
    }

    private static SessionHandler refusingOldIds(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                if (store.wasRemoved(id)) {
                    throw new SessionGoneException();
                }
                sound.write(id, data);
            }
        };
    }

    private static final class ForgettingValidation extends PassingHandler {
        private final BreakableFixture store;
        private boolean validated;

        ForgettingValidation(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public boolean validateId(String id) {
            validated = sound.validateId(id);
            return validated;
        }

        @Override
        public void write(String id, byte[] data) {
            if (validated) {
                store.seed(id, data);
            } else {
                sound.write(id, data);
            }
        }
    }
}
