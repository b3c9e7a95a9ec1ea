package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;

/** {@link ContractRule#VALIDATION} under locks. */
public interface LockedValidationContract extends HandlerUnderTest {

    /** What was found valid stays so until it is read. */
    @RuleTest(ContractRule.VALIDATION)
    default void aValidSessionIsLocked(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            assertTrue(owner.validateId(id));
            trial.assertLocked(id);
            assertEquals("data", Bytes.text(owner.read(id)));
            trial.assertLocked(id);
        }
        trial.assertFree(id);
    }

    /** While the request is still open: it goes on under another id. */
    @RuleTest(ContractRule.VALIDATION)
    default void anUnknownIdIsNotLocked(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = trial.request()) {
            assertFalse(handler.validateId(id));
            trial.assertFree(id);
        }
    }

    /** The visitor's second request comes before the first one has stored anything. */
    @RuleTest(ContractRule.VALIDATION)
    default void validationWaitsForASessionThatIsBeingCreated(Trial trial) throws Exception {
        String id = trial.newId();
        Future<String> second;
        try (SessionHandler creator = trial.request()) {
            creator.read(id);
            second = trial.background().runWaiting(() -> validateAndRead(trial, id));
            creator.write(id, Bytes.of("data"));
        }
        assertEquals("valid: data", trial.background().result(second));
    }

    /** The first request ended without storing anything. */
    @RuleTest(ContractRule.VALIDATION)
    default void aSessionThatWasNotCreatedAfterAllIsNeitherValidNorLocked(Trial trial) throws Exception {
        assumeFalse(trial.fixture().lockIsAnEmptySession(), "the first request has created an empty session");
        String id = trial.newId();
        Future<Boolean> second;
        try (SessionHandler handler = trial.requestElsewhere()) {
            try (SessionHandler creator = trial.request()) {
                creator.read(id);
                second = trial.background().runWaiting(() -> handler.validateId(id));
            }
            assertFalse(trial.background().result(second));
            trial.assertFree(id);
        }
        trial.assertNothingStored(id);
    }

    /** As reading does. */
    @RuleTest(ContractRule.VALIDATION)
    default void validatingALockedSessionWaitsForABoundedTime(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request();
                SessionHandler loser = trial.requestElsewhere(Trial.waiting(Duration.ofMillis(20)))) {
            owner.read(id);
            assertThrows(SessionLockTimeoutException.class, () -> loser.validateId(id));
        }
    }

    private static String validateAndRead(Trial trial, String id) {
        try (SessionHandler handler = trial.requestElsewhere()) {
            return (handler.validateId(id) ? "valid: " : "not valid: ") + Bytes.text(handler.read(id));
        }
    }
}
