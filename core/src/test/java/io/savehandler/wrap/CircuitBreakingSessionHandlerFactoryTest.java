package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static io.savehandler.wrap.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import io.savehandler.spi.ForwardingSessionHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class CircuitBreakingSessionHandlerFactoryTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ManualClock clock = ManualClock.atSystemTime();
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final CircuitBreakingSessionHandlerFactory factory = CircuitBreakingSessionHandlerFactory.builder(
                    Requests.intercepted(
                            InMemorySessionHandlerFactory.builder().store(store).build(), FailingOnDemand::new))
            .failures(3)
            .pause(PAUSE)
            .build();
    private int asked;
    private Consumer<String> trouble = id -> {};

    @Test
    void failuresInARowOpenTheCircuitAndSayUntilWhen() {
        breakCircuit();
        assertThat(asked).isEqualTo(3);
        SessionStoreException refused = catchThrowableOfType(SessionStoreException.class, () -> read("b"));
        assertThat(asked).isEqualTo(3);
        assertThat(refused)
                .hasMessageContaining("circuit is open until " + clock.instant().plus(PAUSE))
                .hasMessageContaining("TROUBLESHOOTING.md#circuit-open")
                .hasCauseInstanceOf(SessionStoreException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(refused.operation()).isEqualTo("read");
        assertThat(refused.store()).isEqualTo("10.0.0.1");
        assertThat(refused.outcomeUnknown()).isFalse();
    }

    @Test
    void anAnswerInBetweenKeepsItClosed() {
        for (int i = 0; i < 10; i++) {
            fail();
            fail();
            assertThat(text(read("a"))).isEmpty();
        }
        assertThat(asked).isEqualTo(30);
    }

    @Test
    void aSessionThatIsGoneIsAnAnswer() {
        fail();
        fail();
        try (SessionHandler handler = Requests.lockFree(factory)) {
            store.put("a", bytes("x"), clock.instant().plusSeconds(60));
            handler.read("a");
            store.remove("a");
            fail();
            fail();
            assertThatThrownBy(() -> handler.write("a", bytes("y"))).isInstanceOf(SessionGoneException.class);
            fail();
            fail();
        }
        assertThat(text(read("a"))).isEmpty();
    }

    @Test
    void whatSaysNothingAboutTheStoreChangesNothing() {
        fail();
        fail();
        trouble = id -> {
            throw new SessionLockTimeoutException(Duration.ZERO);
        };
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> read("a")).isInstanceOf(SessionLockTimeoutException.class);
            assertThatThrownBy(() -> read("../a")).isInstanceOf(InvalidSessionIdException.class);
        }
        fail();
        assertOpen();
    }

    @Test
    void afterThePauseOneCallTriesAndClosesIt() {
        breakCircuit();
        clock.advance(PAUSE.minusMillis(1));
        assertOpen();
        clock.advance(Duration.ofMillis(1));
        works();
        assertThat(text(read("a"))).isEmpty();
        assertThat(text(read("b"))).isEmpty();
        fail();
        fail();
        assertThat(text(read("b"))).isEmpty();
    }

    @Test
    void aTrialThatFailsOpensItAgain() {
        breakCircuit();
        clock.advance(PAUSE);
        fail();
        assertOpen();
        clock.advance(PAUSE.minusMillis(1));
        assertOpen();
        clock.advance(Duration.ofMillis(1));
        works();
        assertThat(text(read("a"))).isEmpty();
    }

    @Test
    void aTrialThatProvesNothingLeavesTheNextOneToTry() {
        breakCircuit();
        clock.advance(PAUSE);
        trouble = id -> {
            throw new SessionLockTimeoutException(Duration.ZERO);
        };
        assertThatThrownBy(() -> read("a")).isInstanceOf(SessionLockTimeoutException.class);
        works();
        assertThat(text(read("a"))).isEmpty();
    }

    @Test
    void whileOneCallTriesTheOthersFailAtOnce() throws Exception {
        breakCircuit();
        clock.advance(PAUSE);
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        trouble = id -> {
            trying.countDown();
            await(answer);
        };
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> trial = threads.submit(() -> read("a"));
            trying.await();
            assertOpen();
            answer.countDown();
            assertThat(trial.get()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        assertThat(read("b")).isEmpty();
    }

    /** It was sent when the store still worked. */
    @Test
    void aLateAnswerDoesNotCloseIt() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        trouble = id -> {
            sent.countDown();
            await(answer);
        };
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> early = threads.submit(() -> read("a"));
            sent.await();
            breakCircuit();
            answer.countDown();
            early.get();
        } finally {
            threads.shutdownNow();
        }
        assertOpen();
    }

    @Test
    void closingAndWhatAsksNothingGoThrough() {
        SessionHandler owner = open();
        owner.read("a");
        assertThat(store.locked()).isEqualTo(1);
        breakCircuit();
        assertThat(owner.createId()).isNotEmpty();
        assertThatThrownBy(() -> owner.write("a", bytes("x"))).isInstanceOf(SessionStoreException.class);
        owner.close();
        assertThat(store.locked()).isZero();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationIsRefusedWhileItIsOpen(Operation operation) {
        breakCircuit();
        int before = asked;
        try (SessionHandler handler = open()) {
            SessionStoreException refused =
                    catchThrowableOfType(SessionStoreException.class, () -> operation.call.accept(handler));
            assertThat(refused).hasMessageContaining("circuit is open");
            assertThat(refused.operation()).isEqualTo(operation.name());
        }
        assertThat(asked).isEqualTo(before);
    }

    @Test
    void gcAndListsAreNoTrial() {
        breakCircuit();
        clock.advance(PAUSE);
        works();
        try (SessionHandler handler = open()) {
            assertThatThrownBy(() -> handler.gc(PAUSE)).isInstanceOf(SessionStoreException.class);
            assertThatThrownBy(handler::ids).isInstanceOf(SessionStoreException.class);
            assertThat(handler.validateId("a")).isFalse();
            assertThat(handler.gc(PAUSE)).isZero();
            assertThat(handler.ids()).isEmpty();
        }
    }

    @Test
    void settingsMakeSense() {
        CircuitBreakingSessionHandlerFactory.Builder builder = CircuitBreakingSessionHandlerFactory.builder(factory);
        assertThatThrownBy(() -> builder.failures(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.pause(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    static Operation[] operations() {
        return Operation.values();
    }

    /** Named as failures name them. */
    enum Operation {
        validateId(handler -> handler.validateId("a")),
        read(handler -> handler.read("a")),
        write(handler -> handler.write("a", bytes("x"))),
        writeIfUnchanged(handler -> handler.writeIfUnchanged("a", bytes("x"))),
        updateTimestamp(handler -> handler.updateTimestamp("a", bytes("x"))),
        destroy(handler -> handler.destroy("a")),
        regenerate(handler -> handler.regenerate(new io.savehandler.Regeneration("a", "b", bytes("x"), true))),
        destroyAllOf(handler -> handler.destroyAllOf("owner", null)),
        ids(SessionHandler::ids),
        idsOf(handler -> handler.idsOf("owner")),
        gc(handler -> handler.gc(PAUSE));

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        final Consumer<SessionHandler> call;

        Operation(Consumer<SessionHandler> call) {
            this.call = call;
        }
    }

    private void breakCircuit() {
        fail();
        fail();
        fail();
    }

    private void fail() {
        Consumer<String> before = trouble;
        trouble = id -> {
            throw new SessionStoreException("read", "10.0.0.1", "no answer", new IOException("no answer"));
        };
        assertThatThrownBy(() -> read("a")).hasMessageContaining("no answer");
        trouble = before;
    }

    private void works() {
        trouble = id -> {};
    }

    private void assertOpen() {
        int before = asked;
        assertThatThrownBy(() -> read("b")).hasMessageContaining("circuit is open");
        assertThat(asked).isEqualTo(before);
    }

    private byte[] read(String id) {
        try (SessionHandler handler =
                Requests.open(factory, context -> context.clock(clock).locking(false))) {
            return handler.read(id);
        }
    }

    private SessionHandler open() {
        return Requests.open(factory, context -> context.clock(clock));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class FailingOnDemand extends ForwardingSessionHandler {
        FailingOnDemand(SessionHandler inner) {
            super(inner);
        }

        @Override
        public byte[] read(String id) {
            if (id.length() > 1) {
                return inner().read(id);
            }
            asked++;
            trouble.accept(id);
            return inner().read(id);
        }
    }
}
