package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@link ContractRule#MUTUAL_EXCLUSION}. */
public interface ExclusionContract extends HandlerUnderTest {
    /** How long a counting request thinks, so that the others come while it holds the lock. */
    int WORK_NANOS = 50_000;

    /** Through reads, writes and touches, at another node too. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void nobodyElseReadsBetweenReadAndClose(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            trial.assertLocked(id);
            owner.write(id, Bytes.of("new"));
            trial.assertLocked(id);
            owner.updateTimestamp(id, Bytes.of("new"));
            trial.assertLocked(id);
        }
        trial.assertFree(id);
    }

    /** A session that does not exist yet is locked all the same: two first requests of one visitor. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void anUnknownSessionIsLockedByReadingIt(Trial trial) {
        String id = trial.newId();
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            trial.assertLocked(id);
            owner.write(id, Bytes.of("data"));
            trial.assertLocked(id);
        }
        trial.assertFree(id);
    }

    /** What another request wrote while this one waited is seen. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void whoeverWaitedReadsWhatWasWrittenMeanwhile(Trial trial) throws Exception {
        String id = trial.seeded("old");
        Future<byte[]> waiting;
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            waiting = trial.background().runWaiting(() -> trial.read(id));
            owner.write(id, Bytes.of("new"));
        }
        assertEquals("new", Bytes.text(trial.background().result(waiting)));
    }

    /** Nothing happens to the owner, and whoever gave up may try again. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void givingUpAfterTheTimeoutLosesNothing(Trial trial) {
        String id = trial.seeded("old");
        Duration timeout = Duration.ofMillis(60);
        try (SessionHandler loser = trial.requestElsewhere(Trial.waiting(timeout))) {
            try (SessionHandler owner = trial.request()) {
                owner.read(id);
                SessionLockTimeoutException gaveUp =
                        assertThrows(SessionLockTimeoutException.class, () -> loser.read(id));
                assertTrue(gaveUp.waited().compareTo(timeout) >= 0, "waited only " + gaveUp.waited());
                owner.write(id, Bytes.of("new"));
            }
            assertEquals("new", Bytes.text(loser.read(id)));
        }
    }

    /** The request's own deadline bounds the wait as well. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void nobodyWaitsLongerThanTheRequestHasTime(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request();
                SessionHandler late =
                        trial.requestElsewhere(context -> context.timeLeft(() -> Duration.ofMillis(300)))) {
            owner.read(id);
            SessionLockTimeoutException gaveUp = assertThrows(SessionLockTimeoutException.class, () -> late.read(id));
            assertTrue(
                    gaveUp.waited().compareTo(trial.fixture().patience().dividedBy(2)) < 0,
                    "waited " + gaveUp.waited());
        }
    }

    /** The thread knows that it was interrupted, and no lock is left. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void anInterruptedWaitEndsWithoutTheLock(Trial trial) throws Exception {
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            Thread requestsThread = Thread.currentThread();
            Future<?> interruption = trial.background().run(() -> {
                requestsThread.interrupt();
                return id;
            });
            try (SessionHandler waiting = trial.requestElsewhere()) {
                assertThrows(SessionInterruptedException.class, () -> waiting.read(id));
                assertTrue(Thread.interrupted(), "the interrupt flag is set again");
            }
            trial.background().result(interruption);
            trial.assertLocked(id);
        }
        trial.assertFree(id);
    }

    /** Asynchronous servers end a request on another thread. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void aLockBelongsToTheRequestAndNotToItsThread(Trial trial) throws Exception {
        String id = trial.seeded("data");
        SessionHandler owner = trial.background().result(trial.background().run(() -> {
            SessionHandler handler = trial.request();
            handler.read(id);
            return handler;
        }));
        trial.assertLocked(id);
        owner.close();
        trial.assertFree(id);
    }

    /** Visitors do not wait for each other. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void otherSessionsAreFree(Trial trial) {
        assumeFalse(trial.declares(Capability.STORE_WIDE_LOCK), "one lock for all sessions, as declared");
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            trial.assertFree(trial.seeded("other"));
            trial.assertFree(trial.newId());
        }
    }

    /** They ask for no lock and get what is stored. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void requestsWithoutLockingNeitherLockNorWait(Trial trial) {
        String id = trial.seeded("data");
        try (SessionHandler unlocked = trial.request(context -> context.locking(false));
                SessionHandler reader = trial.request(context -> context.readOnly(true))) {
            unlocked.read(id);
            reader.read(id);
            trial.assertFree(id);
        }
        assumeFalse(
                trial.declares(Capability.STORE_WIDE_LOCK) || trial.fixture().everyReadNeedsTheLock(),
                "readers of this store wait");
        try (SessionHandler owner = trial.request();
                SessionHandler unlocked = trial.requestElsewhere(
                        context -> Trial.waiting(Duration.ZERO).apply(context).locking(false))) {
            owner.read(id);
            assertEquals("data", Bytes.text(unlocked.read(id)));
        }
    }

    /** A process that died takes no session with it. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void theLockOfACrashedOwnerGoesAwayByItself(Trial trial) {
        String id = trial.seeded("data");
        assumeTrue(trial.fixture().abandonLock(id), "no lock of this store outlives its process");
        assertEquals("data", Bytes.text(trial.read(id)));
    }

    /** Four requests at a time, at two nodes. */
    @RuleTest(ContractRule.MUTUAL_EXCLUSION)
    default void noIncrementUnderLocksIsLost(Trial trial) throws Exception {
        String id = trial.seeded("0");
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<?>> counting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean elsewhere = i % 2 == 0;
            counting.add(trial.background().run(() -> {
                start.await(30, TimeUnit.SECONDS);
                incrementFiftyTimes(trial, id, elsewhere);
                return id;
            }));
        }
        for (Future<?> counter : counting) {
            trial.background().result(counter);
        }
        trial.assertStored("200", id);
    }

    private static void incrementFiftyTimes(Trial trial, String id, boolean elsewhere) {
        for (int i = 0; i < 50; i++) {
            try (SessionHandler handler = elsewhere ? trial.requestElsewhere() : trial.request()) {
                int count = Bytes.count(handler.read(id));
                LockSupport.parkNanos(WORK_NANOS);
                handler.write(id, Bytes.ofCount(count + 1));
            }
        }
    }
}
