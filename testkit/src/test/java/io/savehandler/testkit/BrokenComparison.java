package io.savehandler.testkit;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

final class BrokenComparison {
    private BrokenComparison() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "sets without comparing",
                        ContractRule.COMPARE_AND_SET,
                        (sound, context, store) -> setting(sound, (id, data) -> {
                            sound.write(id, data);
                            return true;
                        }),
                        "refusesToOverwriteAnothersData",
                        "refusesToOverwriteAnothersNewSession",
                        "refusesToBringBackADestroyedSession",
                        "tellsAbsentFromEmpty",
                        "storesAfterReadingAgain",
                        "losesNoIncrementWithoutLocks"),
                BrokenHandler.that(
                        "never sets",
                        ContractRule.COMPARE_AND_SET,
                        (sound, context, store) -> setting(
                                sound,
                                (id, data) -> (store.isDown()
                                                || !SessionIdPolicy.php().accepts(id))
                                        && sound.writeIfUnchanged(id, data)),
                        "storesOverWhatWasRead",
                        "storesWhereNothingWasRead",
                        "storesOverWhatItStored",
                        "storesAfterReadingAgain",
                        "losesNoIncrementWithoutLocks"),
                BrokenHandler.that(
                        "takes an empty session for none",
                        ContractRule.COMPARE_AND_SET,
                        (sound, context, store) -> setting(sound, (id, data) -> {
                            if (store.inspect(id).filter(old -> old.length == 0).isPresent()) {
                                sound.write(id, data);
                                return true;
                            }
                            return sound.writeIfUnchanged(id, data);
                        }),
                        "tellsAbsentFromEmpty"),
                BrokenHandler.that(
                        "compares first and sets later",
                        ContractRule.COMPARE_AND_SET,
                        (sound, context, store) -> new ComparingFirst(sound, store),
                        "losesNoIncrementWithoutLocks"));
    }

    private static SessionHandler setting(SessionHandler sound, Setting setting) {
        return new PassingHandler(sound) {
            @Override
            public boolean writeIfUnchanged(String id, byte[] data) {
                return setting.set(id, data);
            }
        };
    }

    private interface Setting {
        boolean set(String id, byte[] data);
    }

    private static final class ComparingFirst extends PassingHandler {
        private final BreakableFixture store;
        private Optional<byte[]> seen = Optional.empty();

        ComparingFirst(SessionHandler sound, BreakableFixture store) {
            super(sound);
            this.store = store;
        }

        @Override
        public byte[] read(String id) {
            byte[] data = sound.read(id);
            seen = store.holds(id) ? Optional.of(data) : Optional.empty();
            return data;
        }

        @Override
        public void write(String id, byte[] data) {
            sound.write(id, data);
            seen = Optional.of(data.clone());
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            byte[] none = {-1};
            if (!store.isDown() && !Arrays.equals(store.inspect(id).orElse(none), seen.orElse(none))) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
            try {
                write(id, data);
                return true;
            } catch (SessionGoneException e) {
                return false;
            }
        }
    }
}
