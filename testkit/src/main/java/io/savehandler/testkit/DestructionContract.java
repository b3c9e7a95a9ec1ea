package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;

/** {@link ContractRule#NO_RESURRECTION}. */
public interface DestructionContract extends HandlerUnderTest {

    /** Another request logs the visitor out while this one is busy. */
    @RuleTest(ContractRule.NO_RESURRECTION)
    default void writingDoesNotBringBackWhatAnotherRequestDestroyed(Trial trial) {
        trial.assumeLockCanBePassedBy();
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            assertEquals("old", Bytes.text(handler.read(id)));
            try (SessionHandler logout = trial.requestElsewhere()) {
                logout.destroy(id);
            }
            assertGone(() -> handler.write(id, Bytes.of("new")));
        }
        trial.assertNothingStored(id);
    }

    /** The session is removed in the store itself. */
    @RuleTest(ContractRule.NO_RESURRECTION)
    default void writingDoesNotBringBackWhatTheStoreLost(Trial trial) {
        trial.assumeLockCanBePassedBy();
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            trial.fixture().remove(id);
            assertGone(() -> handler.write(id, Bytes.of("new")));
        }
        trial.assertNothingStored(id);
    }

    /** Validation is a sighting too. */
    @RuleTest(ContractRule.NO_RESURRECTION)
    default void writingAfterValidationAndReadDoesNotBringBackWhatTheStoreLost(Trial trial) {
        trial.assumeLockCanBePassedBy();
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.validateId(id);
            handler.read(id);
            trial.fixture().remove(id);
            assertGone(() -> handler.write(id, Bytes.of("new")));
        }
        trial.assertNothingStored(id);
    }

    /** An unchanged session is not brought back either. */
    @RuleTest(ContractRule.NO_RESURRECTION)
    default void touchingDoesNotBringBackWhatTheStoreLost(Trial trial) {
        trial.assumeLockCanBePassedBy();
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            trial.fixture().remove(id);
            assertGone(() -> handler.updateTimestamp(id, Bytes.of("old")));
        }
        trial.assertNothingStored(id);
    }

    /** Without a read there is nothing that could have been destroyed since. */
    @RuleTest(ContractRule.NO_RESURRECTION)
    default void writingWithoutReadingStores(Trial trial) {
        String id = trial.seeded("old");
        trial.fixture().remove(id);
        trial.write(id, Bytes.of("new"));
        trial.assertStored("new", id);
    }

    private static void assertGone(Runnable write) {
        try {
            write.run();
        } catch (SessionGoneException | SessionLockLostException e) {
            return;
        }
        fail("nothing was thrown; expected a SessionGoneException or a SessionLockLostException");
    }
}
