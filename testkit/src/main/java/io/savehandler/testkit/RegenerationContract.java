package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;

/** {@link ContractRule#REGENERATION}. What concerns locks is in {@link LockingContract}. */
public interface RegenerationContract extends HandlerUnderTest {

    /** PHP's {@code session_regenerate_id(true)}. */
    @RuleTest(ContractRule.REGENERATION)
    default void theSessionMovesAndTheOldOneIsDestroyed(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.read(old);
            assertEquals(
                    Regeneration.Outcome.DONE,
                    handler.regenerate(new Regeneration(old, fresh, Bytes.of("data"), true)));
        }
        trial.assertNothingStored(old);
        trial.assertStored("data", fresh);
    }

    /** PHP's {@code session_regenerate_id(false)}, which saves the session under the old id too. */
    @RuleTest(ContractRule.REGENERATION)
    default void theOldSessionIsKeptWithTheSameDataOnRequest(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.read(old);
            handler.regenerate(new Regeneration(old, fresh, Bytes.of("data"), false));
        }
        trial.assertStored("data", old);
        trial.assertStored("data", fresh);
    }

    /** Wrappers may store a session differently under each id. */
    @RuleTest(ContractRule.REGENERATION)
    default void theOldSessionIsKeptWithBytesOfItsOwnOnRequest(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        Regeneration keeping = new Regeneration(old, fresh, Bytes.of("data"), false);
        try (SessionHandler handler = trial.request()) {
            handler.read(old);
            handler.regenerate(keeping.withData(Bytes.of("for the new"), Bytes.of("for the old")));
        }
        trial.assertStored("for the old", old);
        trial.assertStored("for the new", fresh);
    }

    /** Nobody's session is overwritten, however unlikely the collision. */
    @RuleTest(ContractRule.REGENERATION)
    default void anIdThatIsInUseIsNotTaken(Trial trial) {
        String old = trial.seeded("old");
        String taken = trial.seeded("theirs");
        try (SessionHandler handler = trial.request()) {
            handler.read(old);
            assertEquals(
                    Regeneration.Outcome.NEW_ID_TAKEN,
                    handler.regenerate(new Regeneration(old, taken, Bytes.of("data"), true)));
        }
        trial.assertStored("old", old);
        trial.assertStored("theirs", taken);
    }

    /** The request goes on under the new id. */
    @RuleTest(ContractRule.REGENERATION)
    default void theHandlerWritesTheNewSessionAfterwards(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.read(old);
            handler.regenerate(new Regeneration(old, fresh, Bytes.of("data"), true));
            handler.write(fresh, Bytes.of("later"));
        }
        trial.assertStored("later", fresh);
        trial.assertNothingStored(old);
    }

    /** A visitor who was logged out meanwhile does not live on under a new id. */
    @RuleTest(ContractRule.REGENERATION)
    default void aSessionThatWasDestroyedMeanwhileDoesNotMove(Trial trial) {
        trial.assumeLockCanBePassedBy();
        assumeTrue(
                trial.declares(Capability.LOCKING) || trial.declares(Capability.COMPARE_AND_SET),
                "the store cannot guard a regeneration");
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.read(old);
            trial.fixture().remove(old);
            Regeneration regeneration = new Regeneration(old, fresh, Bytes.of("data"), true);
            assertThrows(SessionException.class, () -> handler.regenerate(regeneration));
        }
        trial.assertNothingStored(old);
        trial.assertNothingStored(fresh);
    }
}
