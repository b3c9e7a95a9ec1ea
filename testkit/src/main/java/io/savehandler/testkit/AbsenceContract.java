package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.savehandler.SessionHandler;

/** {@link ContractRule#ABSENCE_IS_EMPTY}. Expired sessions are in {@link ExpiryContract}. */
public interface AbsenceContract extends HandlerUnderTest {

    /** As PHP's handlers answer for a new visitor. */
    @RuleTest(ContractRule.ABSENCE_IS_EMPTY)
    default void anUnknownIdReadsAsEmpty(Trial trial) {
        assertEquals("", Bytes.text(trial.read(trial.newId())));
    }

    /** Whoever destroyed it. */
    @RuleTest(ContractRule.ABSENCE_IS_EMPTY)
    default void aDestroyedIdReadsAsEmpty(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            handler.destroy(id);
        }
        trial.assertNothingStored(id);
        assertEquals("", Bytes.text(trial.read(id)));
    }

    /** Twice is once. */
    @RuleTest(ContractRule.ABSENCE_IS_EMPTY)
    default void destroyingAnUnknownIdIsNoError(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.destroy(id);
            handler.destroy(id);
        }
        trial.assertNothingStored(id);
    }

    /** A lock may be in the store while the request runs; a session must not. */
    @RuleTest(ContractRule.ABSENCE_IS_EMPTY)
    default void readingDoesNotCreateASession(Trial trial) {
        String id = trial.newId();
        trial.read(id);
        if (trial.fixture().lockIsAnEmptySession()) {
            trial.fixture().inspect(id).ifPresent(data -> assertEquals("", Bytes.text(data)));
        } else {
            trial.assertNothingStored(id);
        }
    }

    /** Not even an empty one, even where the lock is one. */
    @RuleTest(ContractRule.ABSENCE_IS_EMPTY)
    default void aReadOnlyRequestDoesNotCreateASession(Trial trial) {
        String id = trial.newId();
        try (SessionHandler reader = trial.request(context -> context.readOnly(true))) {
            assertEquals("", Bytes.text(reader.read(id)));
        }
        trial.assertNothingStored(id);
    }

    /** The first write of a new visitor. */
    @RuleTest(ContractRule.ABSENCE_IS_EMPTY)
    default void anUnknownIdIsCreatedByWriting(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            handler.write(id, Bytes.of("data"));
        }
        trial.assertStored("data", id);
    }
}
