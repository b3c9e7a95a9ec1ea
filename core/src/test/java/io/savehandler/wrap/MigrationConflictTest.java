package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static io.savehandler.wrap.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration does when others write, destroy or fail in between. */
class MigrationConflictTest {
    private final InMemorySessionHandlerFactory oldMemory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionHandlerFactory newMemory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionStore oldStore = oldMemory.store();
    private final InMemorySessionStore newStore = newMemory.store();
    private Runnable beforeCopying = () -> {};

    /** The first step, where a test can act between the write to the current store and the copy. */
    private final SessionHandlerFactory interrupted = MigratingSessionHandlerFactory.of(
            oldMemory,
            Requests.intercepted(newMemory, handler -> new ForwardingSessionHandler(handler) {
                @Override
                public void write(String id, byte[] data) {
                    Runnable once = beforeCopying;
                    beforeCopying = () -> {};
                    once.run();
                    inner().write(id, data);
                }
            }),
            CurrentStore.OLD);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSessionThatIsDestroyedBeforeItsFirstCopyStaysDestroyed(boolean locking) {
        put(oldStore, "a", "data");
        beforeCopying = () -> destroyElsewhere("a");
        write(locking);
        assertThat(oldStore.find("a")).isEmpty();
        assertThat(newStore.find("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSessionThatIsDestroyedBeforeALaterCopyStaysDestroyed(boolean locking) {
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        beforeCopying = () -> destroyElsewhere("a");
        write(locking);
        assertThat(oldStore.find("a")).isEmpty();
        assertThat(newStore.find("a")).isEmpty();
    }

    @Test
    void underTheLockTheRequestLearnsThatItsSessionWasDestroyed() {
        put(oldStore, "a", "data");
        beforeCopying = () -> destroyElsewhere("a");
        try (SessionHandler handler = Requests.locking(interrupted)) {
            handler.read("a");
            assertThatThrownBy(() -> handler.write("a", bytes("mine"))).isInstanceOf(SessionGoneException.class);
        }
    }

    @Test
    void aCopyThatComesLateDoesNotUndoANewerOne() {
        put(oldStore, "a", "data");
        beforeCopying = () -> {
            try (SessionHandler other =
                    Requests.lockFree(MigratingSessionHandlerFactory.of(oldMemory, newMemory, CurrentStore.OLD))) {
                other.write("a", bytes("newer"));
            }
        };
        write(false);
        assertThat(oldStore.find("a")).hasValue(bytes("newer"));
        assertThat(newStore.find("a")).hasValue(bytes("newer"));
    }

    @Test
    void aTouchThatFindsAnotherCopyDoesNotUndoANewerOne() {
        put(oldStore, "a", "data");
        put(newStore, "a", "stale");
        beforeCopying = () -> put(oldStore, "a", "newer");
        try (SessionHandler handler = Requests.lockFree(interrupted)) {
            handler.updateTimestamp("a", handler.read("a"));
        }
        assertThat(newStore.find("a")).hasValue(bytes("newer"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOnlyTheOtherStoreLostIsCopiedAgain(boolean locking) {
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        beforeCopying = () -> newStore.remove("a");
        write(locking);
        assertThat(oldStore.find("a")).hasValue(bytes("mine"));
        assertThat(newStore.find("a")).hasValue(bytes("mine"));
    }

    @Test
    void aTouchRestoresWhatOnlyTheOtherStoreLost() {
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        try (SessionHandler handler = Requests.locking(interrupted)) {
            byte[] data = handler.read("a");
            newStore.remove("a");
            handler.updateTimestamp("a", data);
        }
        assertThat(newStore.find("a")).hasValue(bytes("data"));
    }

    @Test
    void nodesAtBothStepsExcludeEachOtherAndNeverDeadlock() throws InterruptedException, ExecutionException {
        put(oldStore, "a", "0");
        put(newStore, "a", "0");
        inParallel(step -> {
            for (int i = 0; i < 250; i++) {
                increment(step);
            }
        });
        assertThat(oldStore.find("a")).hasValue(bytes("1000"));
        assertThat(newStore.find("a")).hasValue(bytes("1000"));
        assertThat(oldStore.locked() + newStore.locked()).isZero();
    }

    @Test
    void lockFreeWritersAtOneStepLoseNothingAndEndWithEqualStores() throws InterruptedException, ExecutionException {
        put(oldStore, "a", "0");
        inParallel(step -> {
            for (int i = 0; i < 250; i++) {
                compareAndIncrement(MigratingSessionHandlerFactory.of(oldMemory, newMemory, CurrentStore.OLD));
            }
        });
        assertThat(oldStore.find("a")).hasValue(bytes("1000"));
        assertThat(newStore.find("a")).hasValue(bytes("1000"));
    }

    @Test
    void aFailedCopyIsReportedThoughTheCurrentStoreHasTheData() {
        SessionStoreException cause = new SessionStoreException("write", "new.example:6379", "down", null);
        beforeCopying = () -> {
            throw cause;
        };
        try (SessionHandler handler = Requests.locking(interrupted)) {
            handler.read("a");
            assertThatThrownBy(() -> handler.write("a", bytes("mine")))
                    .isInstanceOfSatisfying(SessionStoreException.class, e -> {
                        assertThat(e).hasCause(cause).hasMessageContaining("the current store has carried it out");
                        assertThat(e.store()).isEqualTo("new.example:6379");
                        assertThat(e.outcomeUnknown()).isFalse();
                    });
        }
        assertThat(oldStore.find("a")).hasValue(bytes("mine"));
        assertThat(newStore.find("a")).isEmpty();
    }

    @Test
    void aFailureOfTheCurrentStoreLeavesTheOtherAlone() {
        SessionHandlerFactory failing =
                Requests.intercepted(oldMemory, handler -> new ForwardingSessionHandler(handler) {
                    @Override
                    public void write(String id, byte[] data) {
                        throw new SessionStoreException("write", "old.example:6379", "down", null);
                    }
                });
        try (SessionHandler handler =
                Requests.locking(MigratingSessionHandlerFactory.of(failing, newMemory, CurrentStore.OLD))) {
            handler.read("a");
            assertThatThrownBy(() -> handler.write("a", bytes("mine"))).hasMessageContaining("old.example");
        }
        assertThat(newStore.find("a")).isEmpty();
    }

    @Test
    void closeAndDestroyReachBothStoresWhateverFails() {
        AtomicBoolean failing = new AtomicBoolean();
        SessionHandlerFactory broken = MigratingSessionHandlerFactory.of(
                fails(oldMemory, failing), fails(newMemory, failing), CurrentStore.NEW);
        put(oldStore, "a", "data");
        put(newStore, "a", "data");
        SessionHandler handler = Requests.locking(broken);
        handler.read("a");
        failing.set(true);
        assertThatThrownBy(() -> handler.destroy("a"))
                .hasMessageContaining("destroy")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThatThrownBy(handler::close)
                .hasMessageContaining("close")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(oldStore.size() + newStore.size()).isZero();
        assertThat(oldStore.locked() + newStore.locked()).isZero();
    }

    @Test
    void theSavePathIsTheCurrentStores() {
        SessionHandlerFactory picky = Requests.intercepted(newMemory, handler -> new ForwardingSessionHandler(handler) {
            @Override
            public void open(String savePath, String sessionName) {
                if (!savePath.equals("/new")) {
                    throw new SessionConfigurationException("session.save_path", "not mine");
                }
            }
        });
        try (SessionHandler handler = MigratingSessionHandlerFactory.of(oldMemory, picky, CurrentStore.NEW)
                .newHandler(HandlerContext.defaults())) {
            handler.open("/new", "PHPSESSID");
            handler.write("a", bytes("data"));
        }
        assertThat(oldStore.find("a")).hasValue(bytes("data"));
    }

    @Test
    void capabilitiesAreThoseThatTheMigrationKeeps() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        Set<Capability> none = Set.of();
        assertThat(declared(all, all)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(declared(none, all)).isEmpty();
        assertThat(declared(all, none))
                .containsExactlyInAnyOrder(
                        Capability.COMPARE_AND_SET,
                        Capability.MAY_EVICT,
                        Capability.LISTING,
                        Capability.OWNER_INDEX,
                        Capability.EXPIRY_HANDOVER,
                        Capability.DURABLE);
        assertThat(declared(Set.of(Capability.OWNER_INDEX), none)).isEmpty();
        assertThat(declared(Set.of(Capability.OWNER_INDEX), all)).containsExactly(Capability.OWNER_INDEX);
        assertThat(declared(Set.of(Capability.LOCKING), Set.of(Capability.LOCKING, Capability.STORE_WIDE_LOCK)))
                .containsExactlyInAnyOrder(Capability.LOCKING, Capability.STORE_WIDE_LOCK);
    }

    @Test
    void oneLockIsHeldWhereOnlyTheCurrentStoreLocks() {
        SessionHandlerFactory unlocked =
                Requests.intercepted(newMemory, Set.of(Capability.COMPARE_AND_SET), handler -> handler);
        SessionHandlerFactory migrating = MigratingSessionHandlerFactory.of(oldMemory, unlocked, CurrentStore.OLD);
        try (SessionHandler handler = Requests.locking(migrating)) {
            handler.read("a");
            handler.write("a", bytes("mine"));
            assertThat(oldStore.locked()).isEqualTo(1);
        }
        assertThat(newStore.find("a")).hasValue(bytes("mine"));
    }

    private Set<Capability> declared(Set<Capability> current, Set<Capability> other) {
        return MigratingSessionHandlerFactory.of(
                        Requests.intercepted(oldMemory, current, handler -> handler),
                        Requests.intercepted(newMemory, other, handler -> handler),
                        CurrentStore.OLD)
                .capabilities();
    }

    private static SessionHandlerFactory fails(SessionHandlerFactory store, AtomicBoolean failing) {
        return Requests.intercepted(store, handler -> new ForwardingSessionHandler(handler) {
            @Override
            public void destroy(String id) {
                inner().destroy(id);
                fail("destroy");
            }

            @Override
            public void close() {
                inner().close();
                fail("close");
            }

            private void fail(String operation) {
                if (failing.get()) {
                    throw new SessionStoreException(operation, "store", "down", null);
                }
            }
        });
    }

    private void write(boolean locking) {
        try (SessionHandler handler = Requests.open(interrupted, context -> context.locking(locking))) {
            handler.read("a");
            handler.write("a", bytes("mine"));
        } catch (SessionGoneException e) {
            assertThat(locking).isTrue();
        }
    }

    private void increment(int node) {
        CurrentStore step = node % 2 == 0 ? CurrentStore.OLD : CurrentStore.NEW;
        try (SessionHandler handler = Requests.locking(MigratingSessionHandlerFactory.of(oldMemory, newMemory, step))) {
            assertThat(handler.validateId("a")).isTrue();
            handler.write("a", incremented(handler.read("a")));
        }
    }

    private static void compareAndIncrement(SessionHandlerFactory migrating) {
        try (SessionHandler handler = Requests.lockFree(migrating)) {
            while (!handler.writeIfUnchanged("a", incremented(handler.read("a")))) {
                Thread.onSpinWait();
            }
        }
    }

    private static byte[] incremented(byte[] count) {
        return bytes(String.valueOf(Integer.parseInt(text(count)) + 1));
    }

    private static void inParallel(IntConsumer node) throws InterruptedException, ExecutionException {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(i -> nodes.submit(() -> node.accept(i)))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    private void destroyElsewhere(String id) {
        try (SessionHandler other =
                Requests.lockFree(MigratingSessionHandlerFactory.of(oldMemory, newMemory, CurrentStore.OLD))) {
            other.destroy(id);
        }
    }

    private static void put(InMemorySessionStore store, String id, String data) {
        store.put(id, bytes(data), Instant.now().plus(Duration.ofHours(1)));
    }
}
