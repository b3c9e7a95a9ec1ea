package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.savehandler.Capability;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@link ContractRule#COMPARE_AND_SET}, for factories that declare {@link Capability#COMPARE_AND_SET}. Without locks. */
public interface CompareAndSetContract extends HandlerUnderTest {

    private static SessionHandler unlocked(Trial trial) {
        return trial.request(context -> context.locking(false));
    }

    /** Nobody else wrote. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void storesOverWhatWasRead(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            assertTrue(handler.writeIfUnchanged(id, Bytes.of("new")));
        }
        trial.assertStored("new", id);
    }

    /** Nothing was there, and nothing is. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void storesWhereNothingWasRead(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            assertTrue(handler.writeIfUnchanged(id, Bytes.of("new")));
        }
        trial.assertStored("new", id);
    }

    /** What was written counts as read. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void storesOverWhatItStored(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            assertTrue(handler.writeIfUnchanged(id, Bytes.of("first")));
            assertTrue(handler.writeIfUnchanged(id, Bytes.of("second")));
            handler.write(id, Bytes.of("third"));
            assertTrue(handler.writeIfUnchanged(id, Bytes.of("fourth")));
        }
        trial.assertStored("fourth", id);
    }

    /** Somebody wrote meanwhile. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void refusesToOverwriteAnothersData(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            trial.fixture().seed(id, Bytes.of("theirs"));
            assertFalse(handler.writeIfUnchanged(id, Bytes.of("mine")));
        }
        trial.assertStored("theirs", id);
    }

    /** Somebody was the first. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void refusesToOverwriteAnothersNewSession(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            trial.fixture().seed(id, Bytes.of("theirs"));
            assertFalse(handler.writeIfUnchanged(id, Bytes.of("mine")));
        }
        trial.assertStored("theirs", id);
    }

    /** No session and a session without data are different things. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void tellsAbsentFromEmpty(Trial trial) {
        String id = trial.newId();
        String emptied = trial.newId();
        trial.fixture().seed(emptied, Bytes.of(""));
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            trial.fixture().seed(id, Bytes.of(""));
            assertFalse(handler.writeIfUnchanged(id, Bytes.of("mine")));
            handler.read(emptied);
            trial.fixture().remove(emptied);
            assertFalse(handler.writeIfUnchanged(emptied, Bytes.of("mine")));
        }
        trial.assertStored("", id);
        trial.assertNothingStored(emptied);
    }

    /** Somebody destroyed it meanwhile. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void refusesToBringBackADestroyedSession(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            trial.fixture().remove(id);
            assertFalse(handler.writeIfUnchanged(id, Bytes.of("mine")));
        }
        trial.assertNothingStored(id);
    }

    /** After a refusal the way on is to read again. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void storesAfterReadingAgain(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(id);
            trial.fixture().seed(id, Bytes.of("theirs"));
            handler.writeIfUnchanged(id, Bytes.of("mine"));
            assertEquals("theirs", Bytes.text(handler.read(id)));
            assertTrue(handler.writeIfUnchanged(id, Bytes.of("both")));
        }
        trial.assertStored("both", id);
    }

    /** The unlocked form of a regeneration; the old session goes if it is the one that was read. */
    @RuleTest(ContractRule.REGENERATION)
    default void aConditionalRegenerationMovesWhatNobodyChanged(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(old);
            Regeneration move = new Regeneration(old, fresh, Bytes.of("data"), true).ifUnchanged();
            assertEquals(Regeneration.Outcome.DONE, handler.regenerate(move));
        }
        trial.assertNothingStored(old);
        trial.assertStored("data", fresh);
    }

    /** What another request has written meanwhile is merged first, under the old id. */
    @RuleTest(ContractRule.REGENERATION)
    default void aConditionalRegenerationLeavesWhatSomebodyChanged(Trial trial) {
        String old = trial.seeded("old");
        String fresh = trial.newId();
        try (SessionHandler handler = unlocked(trial)) {
            handler.read(old);
            trial.fixture().seed(old, Bytes.of("theirs"));
            Regeneration move = new Regeneration(old, fresh, Bytes.of("data"), true).ifUnchanged();
            assertEquals(Regeneration.Outcome.OLD_CHANGED, handler.regenerate(move));
            assertEquals("theirs", Bytes.text(handler.read(old)));
            assertEquals(Regeneration.Outcome.DONE, handler.regenerate(move));
        }
        trial.assertNothingStored(old);
        trial.assertStored("data", fresh);
    }

    /** Four requests at a time, at two nodes; in each round all four have read before the first one writes. */
    @RuleTest(ContractRule.COMPARE_AND_SET)
    default void losesNoIncrementWithoutLocks(Trial trial) throws Exception {
        String id = trial.seeded("0");
        CyclicBarrier haveRead = new CyclicBarrier(4);
        List<Future<?>> counting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean elsewhere = i % 2 == 0;
            counting.add(trial.background().run(() -> {
                for (int round = 0; round < 25; round++) {
                    increment(trial, id, elsewhere, haveRead);
                }
                return id;
            }));
        }
        for (Future<?> counter : counting) {
            trial.background().result(counter);
        }
        trial.assertStored("100", id);
    }

    private static void increment(Trial trial, String id, boolean elsewhere, CyclicBarrier haveRead) throws Exception {
        try (SessionHandler handler =
                elsewhere ? trial.requestElsewhere(context -> context.locking(false)) : unlocked(trial)) {
            byte[] data = handler.read(id);
            haveRead.await(30, TimeUnit.SECONDS);
            for (int attempt = 0; attempt < 100; attempt++) {
                if (handler.writeIfUnchanged(id, Bytes.ofCount(Bytes.count(data) + 1))) {
                    return;
                }
                data = handler.read(id);
            }
        }
    }
}
