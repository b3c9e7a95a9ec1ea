package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.util.List;

final class BrokenAbsence {
    private BrokenAbsence() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "reads a byte where nothing is",
                        ContractRule.ABSENCE_IS_EMPTY,
                        (sound, context, store) -> readingAByte(sound, store),
                        "anUnknownIdReadsAsEmpty",
                        "aDestroyedIdReadsAsEmpty",
                        "aReadOnlyRequestDoesNotCreateASession"),
                BrokenHandler.that(
                        "fails to destroy what is not there",
                        ContractRule.ABSENCE_IS_EMPTY,
                        (sound, context, store) -> failingToDestroy(sound, store),
                        "destroyingAnUnknownIdIsNoError"),
                BrokenHandler.that(
                        "creates what a read-only request asks for",
                        ContractRule.ABSENCE_IS_EMPTY,
                        (sound, context, store) -> creatingForReaders(sound, context, store),
                        "aReadOnlyRequestDoesNotCreateASession"),
                BrokenHandler.that(
                        "creates what it only read, when it is closed",
                        ContractRule.ABSENCE_IS_EMPTY,
                        (sound, context, store) -> new CreatingAtClose(sound, store),
                        "readingDoesNotCreateASession",
                        "aReadOnlyRequestDoesNotCreateASession"),
                BrokenHandler.that(
                        "does not write what it did not find",
                        ContractRule.ABSENCE_IS_EMPTY,
                        (sound, context, store) -> new NeverCreating(sound, store),
                        "anUnknownIdIsCreatedByWriting"));
    }

    private static SessionHandler readingAByte(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                byte[] data = sound.read(id);
                return store.holds(id) ? data : new byte[1];
            }
        };
    }

    private static SessionHandler failingToDestroy(SessionHandler sound, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public void destroy(String id) {
                boolean held = store.holds(id);
                sound.destroy(id);
                if (!held) {
                    throw new SessionStoreException("destroy", "memory", "no such session", null);
                }
            }
        };
    }

    private static SessionHandler creatingForReaders(
            SessionHandler sound, HandlerContext context, BreakableFixture store) {
        return new PassingHandler(sound) {
            @Override
            public byte[] read(String id) {
                byte[] data = sound.read(id);
                if (context.readOnly() && !store.holds(id)) {
                    store.seed(id, data);
                }
                return data;
            }
        };
    }

    /** While others are at it, it leaves it to them: a defect of one rule only. */
    private static final class CreatingAtClose extends PassingHandler {
        private final BreakableFixture store;
        private String onlyRead = "";

        CreatingAtClose(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            byte[] data = sound.read(id);
            onlyRead = store.holds(id) ? "" : id;
            return data;
        }

        @Override
        public void close() {
            if (!onlyRead.isEmpty() && !store.holds(onlyRead) && store.openHandlers() == 1) {
                store.seed(onlyRead, new byte[0]);
            }
            sound.close();
        }
    }

    private static final class NeverCreating extends PassingHandler {
        private final BreakableFixture store;
        private String missed = "";

        NeverCreating(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            byte[] data = sound.read(id);
            missed = store.holds(id) ? "" : id;
            return data;
        }

        @Override
        public void write(String id, byte[] data) {
            if (missed.isEmpty() || !id.equals(missed) || store.openHandlers() > 1) {
                sound.write(id, data);
            }
        }
    }
}
