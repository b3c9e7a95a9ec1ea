package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.savehandler.Capability;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;

/** When a lock is given back: {@link ContractRule#CLOSE_RELEASES} and {@link ContractRule#REGENERATION} under locks. */
public interface LockReleaseContract extends HandlerUnderTest {

    /** Its write failed, because the session was destroyed. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingReleasesTheLockAfterARefusedWrite(Trial trial) {
        trial.assumeLockCanBePassedBy();
        String id = trial.seeded("old");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            trial.fixture().remove(id);
            ignoringFailure(() -> owner.write(id, Bytes.of("new")));
        }
        trial.assertFree(id);
    }

    /** Its caller made a mistake. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingReleasesTheLockAfterAnIllegalId(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            ignoringFailure(() -> owner.write("../x", Bytes.of("new")));
        }
        trial.assertFree(id);
    }

    /** The lock is another request's by then. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingAgainDoesNotReleaseAnothersLock(Trial trial) {
        String id = trial.seeded("data");
        SessionHandler first = trial.request();
        first.read(id);
        first.close();
        try (SessionHandler second = trial.requestElsewhere()) {
            second.read(id);
            first.close();
            trial.assertLocked(id);
        }
    }

    /** Whoever gave up has nothing to release. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingAfterATimeoutDoesNotReleaseAnothersLock(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            try (SessionHandler loser = trial.requestElsewhere(Trial.waiting(Duration.ZERO))) {
                assertThrows(SessionLockTimeoutException.class, () -> loser.read(id));
            }
            trial.assertLocked(id);
        }
    }

    /** Destroying ends the session, not the request. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void destroyingKeepsTheLockUntilClose(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            owner.destroy(id);
            trial.assertLocked(id);
        }
        trial.assertFree(id);
    }

    /** The request holds one session before and one session after. */
    @RuleTest(ContractRule.REGENERATION)
    default void regeneratingMovesTheLockToTheNewId(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler owner = trial.request()) {
            owner.read(old);
            owner.regenerate(new Regeneration(old, fresh, Bytes.of("data"), false));
            trial.assertLocked(fresh);
            assertFree(trial, old);
        }
        trial.assertFree(fresh);
    }

    /** Nothing moved, the lock neither. */
    @RuleTest(ContractRule.REGENERATION)
    default void aRefusedRegenerationKeepsTheLock(Trial trial) {
        String old = trial.seeded("old");
        String taken = trial.seeded("theirs");
        try (SessionHandler owner = trial.request()) {
            owner.read(old);
            owner.regenerate(new Regeneration(old, taken, Bytes.of("data"), false));
            trial.assertLocked(old);
            assertFree(trial, taken);
        }
        trial.assertFree(old);
    }

    private static void assertFree(Trial trial, String otherId) {
        if (!trial.declares(Capability.STORE_WIDE_LOCK)) {
            trial.assertFree(otherId);
        }
    }

    private static void ignoringFailure(Runnable operation) {
        try {
            operation.run();
        } catch (SessionException e) {
            // Whether it must fail is another rule's matter.
        }
    }
}
