package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static io.savehandler.wrap.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.LockSettings;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of sessions in both stores, with no failure and nobody in between. */
class MigratingSessionHandlerTest {
    private final InMemorySessionHandlerFactory oldMemory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionHandlerFactory newMemory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionStore oldStore = oldMemory.store();
    private final InMemorySessionStore newStore = newMemory.store();

    @AfterEach
    void everyLockIsGivenBack() {
        assertThat(oldStore.locked() + newStore.locked()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheCurrentStoreIsRead(CurrentStore current) {
        put(oldStore, "a", "old");
        put(newStore, "a", "new");
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            assertThat(handler.validateId("a")).isTrue();
            assertThat(text(handler.read("a"))).isEqualTo(current == CurrentStore.OLD ? "old" : "new");
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesReachBothStores(CurrentStore current) {
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            handler.read("locked");
            handler.write("locked", bytes("1"));
        }
        try (SessionHandler handler = Requests.lockFree(migrating(current))) {
            handler.read("free");
            handler.write("free", bytes("2"));
            handler.read("compared");
            assertThat(handler.writeIfUnchanged("compared", bytes("3"))).isTrue();
            handler.write("unread", bytes("4"));
        }
        assertBoth("locked", "1");
        assertBoth("free", "2");
        assertBoth("compared", "3");
        assertBoth("unread", "4");
    }

    @ParameterizedTest
    @EnumSource
    void anUnchangedSessionIsCopiedToo(CurrentStore current) {
        for (boolean locking : new boolean[] {true, false}) {
            String id = "a" + locking;
            put(current(current), id, "data");
            touch(current, id, locking);
            assertBoth(id, "data");
        }
    }

    @Test
    void aTouchReplacesAnOutdatedCopy() {
        put(oldStore, "a", "data");
        put(newStore, "a", "stale");
        touch(CurrentStore.OLD, "a", true);
        assertBoth("a", "data");
    }

    @Test
    void aTouchDoesNotCopyASessionThatIsGone() {
        put(oldStore, "a", "data");
        try (SessionHandler handler = Requests.lockFree(migrating(CurrentStore.OLD))) {
            byte[] data = handler.read("a");
            oldStore.remove("a");
            assertThatThrownBy(() -> handler.updateTimestamp("a", data)).isInstanceOf(SessionGoneException.class);
        }
        assertThat(newStore.find("a")).isEmpty();
    }

    @Test
    void aRefusedWriteReachesNeitherStore() {
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        try (SessionHandler handler = Requests.lockFree(migrating(CurrentStore.OLD))) {
            handler.read("a");
            put(oldStore, "a", "other");
            assertThat(handler.writeIfUnchanged("a", bytes("mine"))).isFalse();
        }
        assertThat(newStore.find("a")).hasValue(bytes("data"));
    }

    @ParameterizedTest
    @EnumSource
    void aDestroyedSessionIsGoneFromBothStores(CurrentStore current) {
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            handler.read("a");
            handler.destroy("a");
            assertThatThrownBy(() -> handler.write("a", bytes("again"))).isInstanceOf(SessionGoneException.class);
        }
        assertThat(oldStore.size() + newStore.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRegenerationMovesTheSessionInBothStores(CurrentStore current) {
        for (boolean locking : new boolean[] {true, false}) {
            for (boolean deleteOld : new boolean[] {true, false}) {
                String id = "a" + locking + deleteOld;
                put(current(current), id, "before");
                regenerate(current, id, locking, deleteOld);
                assertBoth(id + "new", "later");
                if (!deleteOld) {
                    assertBoth(id, "data");
                }
                assertThat(oldStore.find(id).isEmpty() && newStore.find(id).isEmpty())
                        .isEqualTo(deleteOld);
            }
        }
    }

    @Test
    void aRegenerationThatTheOtherStoreCannotFollowInOneStepIsCopiedAllTheSame() {
        put(oldStore, "a", "before");
        put(newStore, "anew", "orphan");
        regenerate(CurrentStore.OLD, "a", true, true);
        assertBoth("anew", "later");
        assertThat(newStore.find("a")).isEmpty();
    }

    @Test
    void anIdThatIsTakenInTheCurrentStoreChangesNothing() {
        put(oldStore, "a", "mine");
        put(oldStore, "b", "theirs");
        try (SessionHandler handler = Requests.locking(migrating(CurrentStore.OLD))) {
            handler.read("a");
            assertThat(handler.regenerate(new Regeneration("a", "b", bytes("data"), true)))
                    .isEqualTo(Regeneration.Outcome.NEW_ID_TAKEN);
        }
        assertThat(oldStore.find("b")).hasValue(bytes("theirs"));
        assertThat(newStore.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void gcReachesBothStoresAndCountsTheCurrentOne(CurrentStore current) {
        Instant past = Instant.now().minusSeconds(1);
        current(current).put("a", bytes("1"), past);
        current(current).put("b", bytes("2"), past);
        other(current).put("c", bytes("3"), past);
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            assertThat(handler.gc(Duration.ofMinutes(24))).isEqualTo(2);
        }
        assertThat(oldStore.size() + newStore.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownIdLeavesNoTraceInEitherStore(CurrentStore current) {
        put(other(current), "leftover", "data");
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            assertThat(handler.validateId("unknown")).isFalse();
            assertThat(handler.validateId("leftover")).isFalse();
            assertThat(oldStore.locked() + newStore.locked()).isZero();
        }
        assertThat(oldStore.size() + newStore.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void bothLocksAreHeldFromValidationOnWhereverTheSessionIs(CurrentStore current) {
        put(current(current), "only", "data");
        put(oldStore, "both", "data");
        put(newStore, "both", "data");
        for (String id : new String[] {"only", "both"}) {
            try (SessionHandler handler = Requests.locking(migrating(current))) {
                assertThat(handler.validateId(id)).isTrue();
                assertLockedInBoth(id);
                assertThat(handler.validateId(id)).isTrue();
                assertThat(text(handler.read(id))).isEqualTo("data");
                assertLockedInBoth(id);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingAnotherSessionLeavesTheFirst(CurrentStore current) {
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            handler.read("a");
            handler.read("b");
            assertLockedInBoth("b");
            assertThat(oldStore.locked() + newStore.locked()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatVanishesUnderTheLockIsUnknownAndUnlocked(CurrentStore current) {
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            handler.read("a");
            current(current).remove("a");
            assertThat(handler.validateId("a")).isFalse();
            assertThat(oldStore.locked() + newStore.locked()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptySessionIsKnown(CurrentStore current) {
        put(current(current), "a", "");
        try (SessionHandler handler = Requests.locking(migrating(current))) {
            assertThat(handler.validateId("a")).isTrue();
            handler.write("a", new byte[0]);
        }
        assertBoth("a", "");
    }

    private void touch(CurrentStore current, String id, boolean locking) {
        try (SessionHandler handler = Requests.open(migrating(current), context -> context.locking(locking))) {
            handler.updateTimestamp(id, handler.read(id));
        }
    }

    private void regenerate(CurrentStore current, String id, boolean locking, boolean deleteOld) {
        try (SessionHandler handler = Requests.open(migrating(current), context -> context.locking(locking))) {
            handler.read(id);
            assertThat(handler.regenerate(new Regeneration(id, id + "new", bytes("data"), deleteOld)))
                    .isEqualTo(Regeneration.Outcome.DONE);
            handler.write(id + "new", bytes("later"));
        }
    }

    private SessionHandlerFactory migrating(CurrentStore current) {
        return MigratingSessionHandlerFactory.of(oldMemory, newMemory, current);
    }

    private InMemorySessionStore current(CurrentStore current) {
        return current == CurrentStore.OLD ? oldStore : newStore;
    }

    private InMemorySessionStore other(CurrentStore current) {
        return current == CurrentStore.OLD ? newStore : oldStore;
    }

    private void assertBoth(String id, String data) {
        assertThat(oldStore.find(id)).hasValue(bytes(data));
        assertThat(newStore.find(id)).hasValue(bytes(data));
    }

    private void assertLockedInBoth(String id) {
        for (SessionHandlerFactory store : new SessionHandlerFactory[] {oldMemory, newMemory}) {
            LockSettings impatient =
                    LockSettings.builder().waitTimeout(Duration.ZERO).build();
            try (SessionHandler intruder = Requests.open(store, context -> context.lock(impatient))) {
                assertThatThrownBy(() -> intruder.read(id)).isInstanceOf(SessionLockTimeoutException.class);
            }
        }
    }

    private static void put(InMemorySessionStore store, String id, String data) {
        store.put(id, bytes(data), Instant.now().plus(Duration.ofHours(1)));
    }
}
