package io.savehandler.testkit;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.SessionException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import java.util.List;
import java.util.Optional;

final class BrokenClose {
    private BrokenClose() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "cannot be closed twice",
                        ContractRule.CLOSE_RELEASES,
                        (sound, context, store) -> closingOnce(sound),
                        "closingTwiceIsClosingOnce",
                        "closingAgainDoesNotReleaseAnothersLock"),
                BrokenHandler.that(
                        "cannot be closed before it is opened",
                        ContractRule.CLOSE_RELEASES,
                        (sound, context, store) -> needingToBeOpened(sound),
                        "closingWithoutAnyOtherCallIsNoError"),
                BrokenHandler.that(
                        "gives the lock back when it has destroyed",
                        ContractRule.CLOSE_RELEASES,
                        (sound, context, store) -> closingWhenDestroyed(sound),
                        "destroyingKeepsTheLockUntilClose"),
                BrokenHandler.that(
                        "keeps the lock after its caller's mistake",
                        ContractRule.CLOSE_RELEASES,
                        (sound, context, store) -> keepingItsLockAfter(InvalidSessionIdException.class, sound),
                        "closingReleasesTheLockAfterAnIllegalId"),
                BrokenHandler.that(
                        "gives back, when closed again, whatever lock there is",
                        ContractRule.CLOSE_RELEASES,
                        (sound, context, store) -> new ReleasingOthers(sound, store, false),
                        "closingAgainDoesNotReleaseAnothersLock"),
                BrokenHandler.thatInMoreThanOneWay(
                        "gives back, when it has timed out, whatever lock there is",
                        (sound, context, store) -> new ReleasingOthers(sound, store, true),
                        "anUnknownSessionIsLockedByReadingIt",
                        "closingAfterATimeoutDoesNotReleaseAnothersLock",
                        "nobodyElseReadsBetweenReadAndClose"),
                BrokenHandler.thatInMoreThanOneWay(
                        "keeps the lock when it had nothing to write to any more",
                        (sound, context, store) -> keepingItsLockAfter(SessionGoneException.class, sound),
                        "aSessionThatWasDestroyedWithItsOwnersIsNotBroughtBack",
                        "closingReleasesTheLockAfterARefusedWrite",
                        "writingAfterValidationAndReadDoesNotBringBackWhatTheStoreLost",
                        "writingDoesNotBringBackWhatAnotherRequestDestroyed",
                        "writingDoesNotBringBackWhatTheStoreLost"));
    }

    static SessionHandler keepingItsLockAfter(Class<? extends SessionException> failure, SessionHandler sound) {
        return new PassingHandler(sound) {
            private boolean failed;

            @Override
            public void write(String id, byte[] data) {
                try {
                    sound.write(id, data);
                } catch (SessionException e) {
                    failed = failure.isInstance(e);
                    throw e;
                }
            }

            @Override
            public void close() {
                if (!failed) {
                    sound.close();
                }
            }
        };
    }

    private static SessionHandler closingOnce(SessionHandler sound) {
        return new PassingHandler(sound) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed already");
                }
                closed = true;
                sound.close();
            }
        };
    }

    private static SessionHandler needingToBeOpened(SessionHandler sound) {
        return new PassingHandler(sound) {
            private boolean opened;

            @Override
            public void open(String savePath, String sessionName) {
                opened = true;
                sound.open(savePath, sessionName);
            }

            @Override
            public void close() {
                if (!opened) {
                    throw new IllegalStateException("not open");
                }
                sound.close();
            }
        };
    }

    private static SessionHandler closingWhenDestroyed(SessionHandler sound) {
        return new PassingHandler(sound) {
            @Override
            public void destroy(String id) {
                sound.destroy(id);
                sound.close();
            }
        };
    }

    private static final class ReleasingOthers extends PassingHandler {
        private final BreakableFixture store;
        private final boolean afterTimeout;
        private boolean closed;
        private boolean timedOut;

        ReleasingOthers(SessionHandler sound, BreakableFixture store, boolean afterTimeout) {
            super(sound);
            this.store = store;
            this.afterTimeout = afterTimeout;
        }

        @Override
        public byte[] read(String id) {
            try {
                byte[] data = sound.read(id);
                store.lastReader = Optional.of(sound);
                return data;
            } catch (SessionLockTimeoutException e) {
                timedOut = true;
                throw e;
            }
        }

        @Override
        public void close() {
            sound.close();
            if (afterTimeout ? timedOut : closed) {
                store.lastReader.ifPresent(SessionHandler::close);
            }
            closed = true;
        }
    }
}
