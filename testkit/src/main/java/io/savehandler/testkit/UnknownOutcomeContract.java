package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * {@link ContractRule#AT_MOST_ONCE}, for fixtures that have {@link HandlerFixture#lostAnswers()}: what was sent and not
 * answered may have been done, and is not sent again.
 */
public interface UnknownOutcomeContract extends HandlerUnderTest {

    private static void losingTheAnswer(Trial trial, Runnable operation) {
        StoreFault fault = trial.fixture().lostAnswers().orElseThrow();
        fault.begin();
        try {
            operation.run();
        } finally {
            fault.end();
        }
    }

    private static void assertUnknown(Trial trial, BiConsumer<SessionHandler, String> operation) {
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            losingTheAnswer(trial, () -> {
                SessionStoreException failure =
                        assertThrows(SessionStoreException.class, () -> operation.accept(handler, id));
                assertTrue(failure.outcomeUnknown(), "the outcome is unknown, and the failure should say so");
            });
        }
    }

    /** It may be stored; whoever must know reads again. */
    @RuleTest(ContractRule.AT_MOST_ONCE)
    default void aWriteWithoutAnAnswerHasAnUnknownOutcome(Trial trial) {
        assertUnknown(trial, (handler, id) -> handler.write(id, Bytes.of("new")));
    }

    /** Neither true nor false. */
    @RuleTest(ContractRule.AT_MOST_ONCE)
    default void aConditionalWriteWithoutAnAnswerHasAnUnknownOutcome(Trial trial) {
        assumeTrue(trial.declares(Capability.COMPARE_AND_SET), "no compare-and-set");
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            losingTheAnswer(trial, () -> {
                try {
                    boolean written = handler.writeIfUnchanged(id, Bytes.of("new"));
                    assumeTrue(written || !"old".equals(stored(trial, id)), "it was refused without being done");
                    fail("a conditional write without an answer should fail");
                } catch (SessionStoreException e) {
                    assertTrue(e.outcomeUnknown(), "the outcome is unknown, and the failure should say so");
                }
            });
        }
    }

    /** The visitor's log-out may have happened. */
    @RuleTest(ContractRule.AT_MOST_ONCE)
    default void aDestructionWithoutAnAnswerHasAnUnknownOutcome(Trial trial) {
        assertUnknown(trial, SessionHandler::destroy);
    }

    /** The session may have moved. */
    @RuleTest(ContractRule.AT_MOST_ONCE)
    default void aRegenerationWithoutAnAnswerHasAnUnknownOutcome(Trial trial) {
        String fresh = trial.newId();
        assertUnknown(trial, (handler, id) -> handler.regenerate(new Regeneration(id, fresh, Bytes.of("new"), true)));
    }

    /** Whole or not at all. */
    @RuleTest(ContractRule.AT_MOST_ONCE)
    default void aWriteWithoutAnAnswerLeavesTheOldDataOrTheNew(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            losingTheAnswer(trial, () -> ignoringFailure(() -> handler.write(id, Bytes.of("new"))));
        }
        assertTrue(Set.of("old", "new").contains(stored(trial, id)), "the store should hold the old data or the new");
    }

    /** Neither by the driver when it has connected again, nor by the handler when it is closed. */
    @RuleTest(ContractRule.AT_MOST_ONCE)
    default void aWriteWithoutAnAnswerIsNotSentAgain(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            losingTheAnswer(trial, () -> ignoringFailure(() -> handler.write(id, Bytes.of("new"))));
            trial.fixture().seed(id, Bytes.of("theirs"));
            ignoringFailure(() -> handler.validateId(trial.newId()));
        }
        assertEquals("theirs", Bytes.text(trial.read(id)));
        trial.assertStored("theirs", id);
    }

    /** The next request finds the session free. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingAfterALostAnswerGivesEverythingBack(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            losingTheAnswer(trial, () -> ignoringFailure(() -> handler.write(id, Bytes.of("new"))));
        }
        LeftoverCheck.requireNothingInUse(trial.fixture());
        if (trial.declares(Capability.LOCKING)) {
            trial.assertFree(id);
        }
    }

    private static String stored(Trial trial, String id) {
        return trial.fixture().inspect(id).map(Bytes::text).orElse("nothing");
    }

    private static void ignoringFailure(Runnable operation) {
        try {
            operation.run();
        } catch (SessionException e) {
            // That it fails, and how, is checked by the others.
        }
    }
}
