package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import java.time.Duration;

/** {@link ContractRule#EXPIRY}, for fixtures that have {@link HandlerFixture#time()}. */
public interface ExpiryContract extends HandlerUnderTest {

    /** Lets as many hundredths of the lifetime pass. */
    private static void pass(int hundredths, Trial trial) {
        StoreTime time = trial.fixture().time().orElseThrow();
        time.pass(time.lifetime().multipliedBy(hundredths).dividedBy(100));
    }

    /** Lets what is left of a lifetime pass, and by how much the store may be late. */
    private static void passRestAfter(int hundredths, Trial trial) {
        StoreTime time = trial.fixture().time().orElseThrow();
        pass(100 - hundredths, trial);
        time.pass(time.tolerance());
    }

    /** Before gc ran. */
    @RuleTest(ContractRule.EXPIRY)
    default void anExpiredSessionReadsAsEmpty(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        passRestAfter(0, trial);
        assertEquals("", Bytes.text(trial.read(id)));
    }

    /** Before gc ran. */
    @RuleTest(ContractRule.EXPIRY)
    default void anExpiredSessionIsNotValid(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        passRestAfter(0, trial);
        try (SessionHandler handler = trial.request()) {
            assertFalse(handler.validateId(id));
        }
    }

    /** The first write's end passes, the second one's does not. */
    @RuleTest(ContractRule.EXPIRY)
    default void aWriteBeginsTheLifetimeAnew(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("first"));
        pass(60, trial);
        trial.write(id, Bytes.of("second"));
        pass(60, trial);
        assertEquals("second", Bytes.text(trial.read(id)));
        passRestAfter(60, trial);
        assertEquals("", Bytes.text(trial.read(id)));
    }

    /** As PHP's lazy write does for unchanged sessions. */
    @RuleTest(ContractRule.EXPIRY)
    default void aTouchBeginsTheLifetimeAnew(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        pass(60, trial);
        try (SessionHandler handler = trial.request()) {
            handler.updateTimestamp(id, handler.read(id));
        }
        pass(60, trial);
        assertEquals("data", Bytes.text(trial.read(id)));
        passRestAfter(60, trial);
        assertEquals("", Bytes.text(trial.read(id)));
    }

    /** With {@link HandlerContext#touchInterval()}, each touch may lag behind by the interval, but they do not add up. */
    @RuleTest(ContractRule.EXPIRY)
    default void touchesThatComeMoreOftenThanTheirIntervalKeepASessionAlive(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        for (int touches = 0; touches < 4; touches++) {
            pass(30, trial);
            touch(id, trial, 40);
        }
        assertEquals("data", Bytes.text(trial.read(id)));
    }

    /** It may change nothing, but takes nothing away. */
    @RuleTest(ContractRule.EXPIRY)
    default void aTouchWithinItsIntervalDoesNotShortenALife(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        pass(20, trial);
        touch(id, trial, 40);
        pass(60, trial);
        assertEquals("data", Bytes.text(trial.read(id)));
    }

    private static void touch(String id, Trial trial, int hundredths) {
        StoreTime time = trial.fixture().time().orElseThrow();
        Duration interval = time.lifetime().multipliedBy(hundredths).dividedBy(100);
        try (SessionHandler handler = trial.request(context -> context.touchInterval(interval))) {
            handler.updateTimestamp(id, handler.read(id));
        }
    }

    /** A session that is only looked at ends when it would have ended. */
    @RuleTest(ContractRule.EXPIRY)
    default void readingDoesNotProlongALife(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        pass(60, trial);
        assertEquals("data", Bytes.text(trial.read(id)));
        passRestAfter(60, trial);
        assertEquals("", Bytes.text(trial.read(id)));
    }

    /** A long request is not punished for its length. */
    @RuleTest(ContractRule.EXPIRY)
    default void aSessionThatExpiresWhileItIsUsedIsStoredAgain(Trial trial) {
        String id = trial.newId();
        trial.write(id, Bytes.of("old"));
        try (SessionHandler handler = trial.request()) {
            assertEquals("old", Bytes.text(handler.read(id)));
            passRestAfter(0, trial);
            handler.write(id, Bytes.of("new"));
        }
        trial.assertStored("new", id);
    }

    /** Only what has expired, and what it reports is what it removed. */
    @RuleTest(ContractRule.EXPIRY)
    default void gcRemovesWhatHasExpiredAndNothingElse(Trial trial) {
        String expired = trial.newId();
        String alive = trial.newId();
        trial.write(expired, Bytes.of("data"));
        pass(60, trial);
        trial.write(alive, Bytes.of("data"));
        passRestAfter(60, trial);
        Duration lifetime = trial.fixture().time().orElseThrow().lifetime();
        try (SessionHandler handler = trial.request()) {
            assertEquals(trial.declares(Capability.NATIVE_EXPIRY) ? 0 : 1, handler.gc(lifetime));
            assertEquals(0, handler.gc(lifetime));
        }
        trial.assertNothingStored(expired);
        trial.assertStored("data", alive);
    }
}
