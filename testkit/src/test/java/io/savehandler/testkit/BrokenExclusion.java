package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.List;

final class BrokenExclusion {
    private BrokenExclusion() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "goes on without the lock after it has waited",
                        ContractRule.MUTUAL_EXCLUSION,
                        (sound, context, store) -> goingOn(sound, store),
                        "givingUpAfterTheTimeoutLosesNothing",
                        "nobodyWaitsLongerThanTheRequestHasTime"),
                BrokenHandler.that(
                        "loses the flag of an interrupt",
                        ContractRule.MUTUAL_EXCLUSION,
                        (sound, context, store) -> losingInterrupts(sound),
                        "anInterruptedWaitEndsWithoutTheLock"),
                BrokenHandler.that(
                        "can only be closed by its own thread",
                        ContractRule.MUTUAL_EXCLUSION,
                        (sound, context, store) -> boundToItsThread(sound),
                        "aLockBelongsToTheRequestAndNotToItsThread"),
                BrokenHandler.that(
                        "reads before it has the lock",
                        ContractRule.MUTUAL_EXCLUSION,
                        (sound, context, store) -> context.locking() ? readingEarly(sound, store) : sound,
                        "whoeverWaitedReadsWhatWasWrittenMeanwhile",
                        "noIncrementUnderLocksIsLost"),
                BrokenHandler.that(
                        "gives the lock back when it has written",
                        ContractRule.MUTUAL_EXCLUSION,
                        (sound, context, store) -> unlockingAfterWrite(sound, context),
                        "nobodyElseReadsBetweenReadAndClose",
                        "anUnknownSessionIsLockedByReadingIt"),
                BrokenHandler.that(
                        "has one lock for all sessions and does not say so",
                        ContractRule.MUTUAL_EXCLUSION,
                        (sound, context, store) -> new LockingAll(sound, context, store),
                        "otherSessionsAreFree"),
                BrokenHandler.whoseFactory(
                        "locks for those who only read",
                        ContractRule.MUTUAL_EXCLUSION,
                        new Misunderstanding((asked, given) ->
                                asked.readOnly() ? given.readOnly(false).locking(true) : given),
                        "requestsWithoutLockingNeitherLockNorWait"),
                BrokenHandler.whoseFactory(
                        "does not know the request's deadline",
                        ContractRule.MUTUAL_EXCLUSION,
                        new Misunderstanding((asked, given) -> given.timeLeft(() -> HandlerContext.NO_DEADLINE)),
                        "nobodyWaitsLongerThanTheRequestHasTime"));
    }

    private static SessionHandler goingOn(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                try {
                    return sound.read(id);
                } catch (SessionLockTimeoutException e) {
                    if (e.waited().compareTo(Duration.ofMillis(50)) < 0) {
                        throw e;
                    }
                    return store.inspect(id).orElse(new byte[0]);
                }
            }
        };
    }

    private static SessionHandler losingInterrupts(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                try {
                    return sound.read(id);
                } catch (SessionInterruptedException e) {
                    boolean lost = Thread.interrupted();
                    throw lost ? new SessionInterruptedException(new InterruptedException()) : e;
                }
            }
        };
    }

    private static SessionHandler boundToItsThread(SessionHandler sound) {
        Thread owner = Thread.currentThread();
        return new PassingHandler(sound) {
            @Override
            public void close() {
                if (Thread.currentThread() == owner) {
                    sound.close();
                }
            }
        };
    }

    private static SessionHandler readingEarly(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                byte[] early = store.inspect(id).orElse(new byte[0]);
                return sound.read(id).length == 0 ? new byte[0] : early;
            }
        };
    }

    private static SessionHandler unlockingAfterWrite(SessionHandler sound, HandlerContext context) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                sound.write(id, data);
                if (context.locking()) {
                    sound.close();
                }
            }
        };
    }

    private static final class LockingAll extends PassingHandler {
        private final HandlerContext context;
        private final BreakableFixture store;
        private boolean holding;

        LockingAll(SessionHandler sound, HandlerContext context, BreakableFixture store) {
            super(sound);
            this.context = context;
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            if (!context.locking()) {
                return sound.read(id);
            }
            String locked = store.onlyLocked;
            if (!locked.isEmpty() && !locked.equals(id)) {
                throw new SessionLockTimeoutException(Duration.ZERO);
            }
            byte[] data = sound.read(id);
            store.onlyLocked = id;
            holding = true;
            return data;
        }

        @Override
        public Regeneration.Outcome regenerate(Regeneration regeneration) {
            unlock();
            return sound.regenerate(regeneration);
        }

        @Override
        public void close() {
            unlock();
            sound.close();
        }

        private void unlock() {
            if (holding) {
                store.onlyLocked = "";
            }
            holding = false;
        }
    }
}
