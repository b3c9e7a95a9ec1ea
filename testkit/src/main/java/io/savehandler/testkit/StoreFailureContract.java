package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** {@link ContractRule#HONEST_FAILURE}, for fixtures that have {@link HandlerFixture#fault()}. */
public interface StoreFailureContract extends HandlerUnderTest {
    /** Session data that must not show up in a message. */
    String SECRET = "kept-secret";

    private static void assertFailsHonestly(
            Trial trial, BiConsumer<SessionHandler, String> before, BiConsumer<SessionHandler, String> operation) {
        StoreFault fault = trial.fixture().fault().orElseThrow();
        String id = trial.seeded(SECRET);
        try (SessionHandler handler = trial.request()) {
            before.accept(handler, id);
            fault.begin();
            try {
                SessionStoreException failure = assertTimeout(
                        fault.reportedWithin(),
                        () -> assertThrows(SessionStoreException.class, () -> operation.accept(handler, id)));
                assertTellsWhatAndWhereButNoSecret(trial, failure, id);
            } finally {
                fault.end();
            }
        }
        trial.assertStored(SECRET, id);
        assertEquals(SECRET, Bytes.text(trial.read(id)));
    }

    private static void assertTellsWhatAndWhereButNoSecret(Trial trial, SessionStoreException failure, String id) {
        ToldFailure told = new ToldFailure(failure);
        told.assertTellsWhatWhereAndWhy();
        List<String> secrets = new ArrayList<>(trial.fixture().secrets());
        Collections.addAll(secrets, id, SECRET);
        told.assertTellsNoneOf(secrets);
    }

    private static void nothing(SessionHandler handler, String id) {}

    /** A dead store is not an empty session. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedReadIsReported(Trial trial) {
        assertFailsHonestly(trial, StoreFailureContract::nothing, SessionHandler::read);
    }

    /** A dead store is not an unknown id. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedValidationIsReported(Trial trial) {
        assertFailsHonestly(trial, StoreFailureContract::nothing, SessionHandler::validateId);
    }

    /** PHP's {@code session_write_close} returns true here. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedWriteIsReportedAndTheOldDataStays(Trial trial) {
        assertFailsHonestly(trial, SessionHandler::read, (handler, id) -> handler.write(id, Bytes.of(SECRET + SECRET)));
    }

    /** The session may expire too early: somebody should know. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedTouchIsReported(Trial trial) {
        assertFailsHonestly(
                trial, SessionHandler::read, (handler, id) -> handler.updateTimestamp(id, Bytes.of(SECRET)));
    }

    /** Somebody believes to be logged out. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedDestructionIsReported(Trial trial) {
        assertFailsHonestly(trial, SessionHandler::read, SessionHandler::destroy);
    }

    /** A dead store is not a conflict. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedComparisonIsReported(Trial trial) {
        assumeTrue(trial.declares(Capability.COMPARE_AND_SET), "no compare-and-set");
        assertFailsHonestly(
                trial, SessionHandler::read, (handler, id) -> handler.writeIfUnchanged(id, Bytes.of("new")));
    }

    /** A dead store is not an empty one, at the latest when the list is read. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedListingIsReported(Trial trial) {
        assumeTrue(trial.declares(Capability.LISTING), "no listing");
        assertFailsHonestly(trial, StoreFailureContract::nothing, (handler, id) -> {
            try (Stream<String> ids = handler.ids()) {
                ids.forEach(listed -> {});
            }
        });
    }

    /** Somebody believes to have logged out everywhere. */
    @RuleTest(ContractRule.HONEST_FAILURE)
    default void aFailedDestructionOfAllSessionsIsReported(Trial trial) {
        assumeTrue(trial.declares(Capability.OWNER_INDEX), "no owners");
        assertFailsHonestly(trial, StoreFailureContract::nothing, (handler, id) -> handler.destroyAllOf("owner", null));
    }

    /** The next request finds the session free, whatever state the connection was in. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingAfterAFailedWriteGivesEverythingBack(Trial trial) {
        StoreFault fault = trial.fixture().fault().orElseThrow();
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            fault.begin();
            try {
                handler.write(id, Bytes.of("new"));
            } catch (SessionStoreException e) {
                // As it should be; that it is thrown is another rule.
            } finally {
                fault.end();
            }
        }
        LeftoverCheck.requireNothingInUse(trial.fixture());
        if (trial.declares(Capability.LOCKING)) {
            trial.assertFree(id);
        }
    }
}
