package io.savehandler.testkit;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.util.List;
import java.util.function.Supplier;

final class BrokenOutcomes {
    private BrokenOutcomes() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "believes that nothing happened where no answer came",
                        ContractRule.AT_MOST_ONCE,
                        (sound, context, store) -> new Certain(sound),
                        "aConditionalWriteWithoutAnAnswerHasAnUnknownOutcome",
                        "aDestructionWithoutAnAnswerHasAnUnknownOutcome",
                        "aRegenerationWithoutAnAnswerHasAnUnknownOutcome",
                        "aWriteWithoutAnAnswerHasAnUnknownOutcome"),
                BrokenHandler.that(
                        "takes no answer for a refusal",
                        ContractRule.AT_MOST_ONCE,
                        (sound, context, store) -> refused(sound),
                        "aConditionalWriteWithoutAnAnswerHasAnUnknownOutcome"),
                BrokenHandler.that(
                        "sends again when it is closed",
                        ContractRule.AT_MOST_ONCE,
                        (sound, context, store) -> new Persistent(sound, store),
                        "aWriteWithoutAnAnswerIsNotSentAgain"),
                BrokenHandler.that(
                        "has written by halves when the answer is lost",
                        ContractRule.AT_MOST_ONCE,
                        (sound, context, store) -> halving(sound, store),
                        "aWriteWithoutAnAnswerLeavesTheOldDataOrTheNew"),
                BrokenHandler.thatInMoreThanOneWay(
                        "keeps its lock when an answer was lost",
                        (sound, context, store) -> keepingItsLock(sound),
                        "aWriteWithoutAnAnswerHasAnUnknownOutcome",
                        "aWriteWithoutAnAnswerIsNotSentAgain",
                        "aWriteWithoutAnAnswerLeavesTheOldDataOrTheNew",
                        "closingAfterALostAnswerGivesEverythingBack"));
    }

    private static SessionHandler refused(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public boolean writeIfUnchanged(String id, byte[] data) {
                try {
                    return sound.writeIfUnchanged(id, data);
                } catch (SessionStoreException e) {
                    if (e.outcomeUnknown()) {
                        return false;
                    }
                    throw e;
                }
            }
        };
    }

    private static SessionHandler halving(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                try {
                    sound.write(id, data);
                } catch (SessionStoreException e) {
                    if (e.outcomeUnknown()) {
                        store.seed(id, new byte[data.length / 2]);
                    }
                    throw e;
                }
            }
        };
    }

    private static SessionHandler keepingItsLock(SessionHandler sound) {
        return new PassingHandler(sound) {
            private boolean lost;

            @Override
            public void write(String id, byte[] data) {
                try {
                    sound.write(id, data);
                } catch (SessionStoreException e) {
                    lost = e.outcomeUnknown();
                    throw e;
                }
            }

            @Override
            public void close() {
                if (!lost) {
                    sound.close();
                }
            }
        };
    }

    private static final class Certain extends PassingHandler {
        Certain(SessionHandler sound) {
            super(sound);
        }

        @Override
        public void write(String id, byte[] data) {
            certain(() -> {
                sound.write(id, data);
                return true;
            });
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            return certain(() -> sound.writeIfUnchanged(id, data));
        }

        @Override
        public void destroy(String id) {
            certain(() -> {
                sound.destroy(id);
                return true;
            });
        }

        @Override
        public Regeneration.Outcome regenerate(Regeneration regeneration) {
            return certain(() -> sound.regenerate(regeneration));
        }

        private static <T> T certain(Supplier<T> operation) {
            try {
                return operation.get();
            } catch (SessionStoreException e) {
                throw new SessionStoreException(e.operation(), e.store(), "failed", e);
            }
        }
    }

    private static final class Persistent extends PassingHandler {
        private final BreakableFixture store;
        private String unanswered = "";
        private byte[] data = {};

        Persistent(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public void write(String id, byte[] newData) {
            try {
                sound.write(id, newData);
            } catch (SessionStoreException e) {
                if (e.outcomeUnknown()) {
                    unanswered = id;
                    data = newData;
                }
                throw e;
            }
        }

        @Override
        public void close() {
            if (!unanswered.isEmpty()) {
                store.seed(unanswered, data);
                unanswered = "";
            }
            sound.close();
        }
    }
}
