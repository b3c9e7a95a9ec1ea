package io.savehandler.testkit;

import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class BrokenFailures {
    private BrokenFailures() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "keeps quiet about a store that is down",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> new Silent(sound, store),
                        "aFailedReadIsReported",
                        "aFailedValidationIsReported",
                        "aFailedWriteIsReportedAndTheOldDataStays",
                        "aFailedTouchIsReported",
                        "aFailedDestructionIsReported",
                        "aFailedComparisonIsReported",
                        "aFailedListingIsReported",
                        "aFailedDestructionOfAllSessionsIsReported"),
                BrokenHandler.that(
                        "shows the data in its message",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> failingToWrite(
                                sound,
                                store,
                                (id, data) -> new SessionStoreException(
                                        "write", "memory", Bytes.text(data), new IOException())),
                        "aFailedWriteIsReportedAndTheOldDataStays"),
                BrokenHandler.that(
                        "shows the id in its message",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> failingToWrite(
                                sound,
                                store,
                                (id, data) -> new SessionStoreException("write", "sess_" + id, "", new IOException())),
                        "aFailedWriteIsReportedAndTheOldDataStays"),
                BrokenHandler.that(
                        "shows the id in its cause's message",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> failingToWrite(
                                sound,
                                store,
                                (id, data) -> new SessionStoreException(
                                        "write", "memory", "", new IOException("disk", new IOException("sess_" + id)))),
                        "aFailedWriteIsReportedAndTheOldDataStays"),
                BrokenHandler.that(
                        "shows its password in what it suppressed",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> failingToWrite(sound, store, (id, data) -> suppressing()),
                        "aFailedWriteIsReportedAndTheOldDataStays"),
                BrokenHandler.that(
                        "does not say what caused a failure",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> failingToWrite(
                                sound, store, (id, data) -> new SessionStoreException("write", "memory", "", null)),
                        "aFailedWriteIsReportedAndTheOldDataStays"),
                BrokenHandler.that(
                        "writes by halves",
                        ContractRule.HONEST_FAILURE,
                        (sound, context, store) -> failingToWrite(sound, store, (id, data) -> {
                            store.seed(id, new byte[data.length / 2]);
                            return new SessionStoreException("write", "memory", "cut", new IOException());
                        }),
                        "aFailedWriteIsReportedAndTheOldDataStays"),
                BrokenHandler.thatInMoreThanOneWay(
                        "keeps the lock when a write failed",
                        (sound, context, store) -> BrokenClose.keepingItsLockAfter(SessionStoreException.class, sound),
                        "aWriteWithoutAnAnswerHasAnUnknownOutcome",
                        "aWriteWithoutAnAnswerIsNotSentAgain",
                        "aWriteWithoutAnAnswerLeavesTheOldDataOrTheNew",
                        "closingAfterALostAnswerGivesEverythingBack",
                        "aFailedWriteIsReportedAndTheOldDataStays",
                        "closingAfterAFailedWriteGivesEverythingBack",
                        "dataOverTheLimitIsRefusedAndTheOldDataStays"));
    }

    private static SessionHandler failingToWrite(SessionHandler sound, BreakableFixture store, Failure failure) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                if (store.isDown()) {
                    throw failure.of(id, data);
                }
                sound.write(id, data);
            }
        };
    }

    private static SessionStoreException suppressing() {
        IOException cause = new IOException("connection refused");
        cause.addSuppressed(new IOException("AUTH " + BreakableFixture.PASSWORD));
        return new SessionStoreException("write", "memory", "", cause);
    }

    private interface Failure {
        SessionStoreException of(String id, byte[] data);
    }

    private static final class Silent extends PassingHandler {
        private final BreakableFixture store;

        Silent(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            return unlessDown(() -> sound.read(id), new byte[0]);
        }

        @Override
        public boolean validateId(String id) {
            return unlessDown(() -> sound.validateId(id), false);
        }

        @Override
        public void write(String id, byte[] data) {
            if (!store.isDown()) {
                sound.write(id, data);
            }
        }

        @Override
        public void destroy(String id) {
            if (!store.isDown()) {
                sound.destroy(id);
            }
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            if (!store.isDown()) {
                sound.updateTimestamp(id, data);
            }
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            return unlessDown(() -> sound.writeIfUnchanged(id, data), true);
        }

        @Override
        public Stream<String> ids() {
            return unlessDown(sound::ids, Stream.empty());
        }

        @Override
        public long destroyAllOf(String owner, @Nullable String exceptId) {
            return unlessDown(() -> sound.destroyAllOf(owner, exceptId), 0L);
        }

        private <T> T unlessDown(Supplier<T> operation, T otherwise) {
            return store.isDown() ? otherwise : operation.get();
        }
    }
}
