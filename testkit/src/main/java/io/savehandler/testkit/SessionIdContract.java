package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.InvalidSessionIdException;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** {@link ContractRule#LEGAL_IDS}. */
public interface SessionIdContract extends HandlerUnderTest {

    /** What an id must not be: nothing, too long, a path, a part of a protocol, other than ASCII. */
    private static List<String> illegalIds(Trial trial) {
        return List.of(
                        "",
                        "a".repeat(257),
                        "../x",
                        "a/b",
                        "a\\b",
                        "a b",
                        "a\0b",
                        "a\nb",
                        "a\rb",
                        "\u00e9",
                        "a_b",
                        "a.b",
                        "a'b")
                .stream()
                .filter(id -> !trial.fixture().ids().accepts(id))
                .toList();
    }

    private static void assertRefused(Trial trial, BiConsumer<SessionHandler, String> operation) {
        for (String id : illegalIds(trial)) {
            try (SessionHandler handler = trial.request()) {
                InvalidSessionIdException refused = assertThrows(
                        InvalidSessionIdException.class,
                        () -> operation.accept(handler, id),
                        () -> "id of " + id.length() + " characters: " + id.strip());
                assertFalse(
                        id.length() > 1 && String.valueOf(refused.getMessage()).contains(id),
                        "the id is in the message");
            }
        }
    }

    /** {@code read} checks its id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void readRefusesIllegalIds(Trial trial) {
        assertRefused(trial, SessionHandler::read);
    }

    /** {@code write} checks its id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void writeRefusesIllegalIds(Trial trial) {
        assertRefused(trial, (handler, id) -> handler.write(id, Bytes.of("data")));
    }

    /** {@code destroy} checks its id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void destroyRefusesIllegalIds(Trial trial) {
        assertRefused(trial, SessionHandler::destroy);
    }

    /** {@code validateId} checks its id: an illegal one is an error here, and the engine makes a new one. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void validateIdRefusesIllegalIds(Trial trial) {
        assertRefused(trial, SessionHandler::validateId);
    }

    /** {@code updateTimestamp} checks its id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void updateTimestampRefusesIllegalIds(Trial trial) {
        assertRefused(trial, (handler, id) -> handler.updateTimestamp(id, Bytes.of("data")));
    }

    /** {@code writeIfUnchanged} checks its id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void writeIfUnchangedRefusesIllegalIds(Trial trial) {
        assumeTrue(trial.declares(Capability.COMPARE_AND_SET), "no compare-and-set");
        assertRefused(trial, (handler, id) -> handler.writeIfUnchanged(id, Bytes.of("data")));
    }

    /** {@code regenerate} checks the new id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void regenerateRefusesIllegalNewIds(Trial trial) {
        String old = trial.seeded("data");
        assertRefused(trial, (handler, id) -> handler.regenerate(new Regeneration(old, id, Bytes.of("data"), true)));
        trial.assertStored("data", old);
    }

    /** {@code regenerate} checks the old id. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void regenerateRefusesIllegalOldIds(Trial trial) {
        assertRefused(
                trial,
                (handler, id) -> handler.regenerate(new Regeneration(id, trial.newId(), Bytes.of("data"), true)));
    }

    /** The alphabet of PHP's ids with six bits a character. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void everyLegalCharacterIsAccepted(Trial trial) {
        String id = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,-";
        assumeTrue(trial.fixture().ids().accepts(id), "the policy is narrower than PHP's");
        trial.write(id, Bytes.of("data"));
        assertEquals("data", Bytes.text(trial.read(id)));
        trial.fixture().remove(id);
    }

    /** Ids are compared byte by byte, whatever the collation of the store. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void idsThatDifferInCaseAreDifferentSessions(Trial trial) {
        String lower = "a" + trial.newId().toLowerCase(Locale.ROOT);
        String upper = lower.toUpperCase(Locale.ROOT);
        assumeTrue(trial.fixture().ids().accepts(lower) && trial.fixture().ids().accepts(upper), "ids have one case");
        trial.write(lower, Bytes.of("lower"));
        trial.write(upper, Bytes.of("upper"));
        assertEquals("lower", Bytes.text(trial.read(lower)));
        assertEquals("upper", Bytes.text(trial.read(upper)));
    }

    /** What a handler makes, it accepts; and it does not make it twice. */
    @RuleTest(ContractRule.LEGAL_IDS)
    default void createdIdsAreLegalAndNew(Trial trial) {
        try (SessionHandler handler = trial.request()) {
            String id = handler.createId();
            assertTrue(trial.fixture().ids().accepts(id));
            assertFalse(id.equals(handler.createId()));
            trial.assertNothingStored(id);
        }
    }
}
