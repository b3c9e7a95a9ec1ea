package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.SessionHandler;
import java.util.OptionalLong;

/** {@link ContractRule#VALIDATION}. What concerns locks is in {@link LockingContract}. */
public interface ValidationContract extends HandlerUnderTest {

    /** And what is read then is the session. */
    @RuleTest(ContractRule.VALIDATION)
    default void aSessionThatExistsIsValid(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler handler = trial.request()) {
            assertTrue(handler.validateId(id));
            assertEquals("data", Bytes.text(handler.read(id)));
        }
    }

    /** An id that somebody made up. */
    @RuleTest(ContractRule.VALIDATION)
    default void anUnknownIdIsNotValid(Trial trial) {
        try (SessionHandler handler = trial.request()) {
            assertFalse(handler.validateId(trial.newId()));
        }
    }

    /** Although it once was valid, in this very request. */
    @RuleTest(ContractRule.VALIDATION)
    default void aDestroyedIdIsNotValid(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler handler = trial.request()) {
            assertTrue(handler.validateId(id));
            handler.destroy(id);
            assertFalse(handler.validateId(id));
        }
    }

    /** A flood of forged cookies fills no store: neither a session nor a lock is written. */
    @RuleTest(ContractRule.VALIDATION)
    default void nothingIsWrittenForAnUnknownId(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.validateId(id);
            trial.assertNothingStored(id);
            trial.fixture().heldLocks().ifPresent(locks -> assertEquals(0, locks, "locks"));
        }
        trial.assertNothingStored(id);
    }

    /** A read-only request can ask as well. */
    @RuleTest(ContractRule.VALIDATION)
    default void aReadOnlyRequestValidates(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler reader = trial.request(context -> context.readOnly(true))) {
            assertTrue(reader.validateId(id));
            assertEquals("data", Bytes.text(reader.read(id)));
            String unknown = trial.newId();
            assertFalse(reader.validateId(unknown));
            trial.assertNothingStored(unknown);
        }
    }

    /** The handler keeps what it saw. */
    @RuleTest(ContractRule.VALIDATION)
    default void validatingAndReadingAskTheStoreOnce(Trial trial) {
        OptionalLong before = trial.fixture().reads();
        assumeTrue(before.isPresent(), "the fixture does not count reads");
        String id = trial.seeded("data");
        try (SessionHandler handler = trial.request()) {
            handler.validateId(id);
            handler.read(id);
        }
        assertEquals(before.getAsLong() + 1, trial.fixture().reads().orElseThrow());
    }
}
