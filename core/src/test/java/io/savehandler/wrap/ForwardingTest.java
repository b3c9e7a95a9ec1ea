package io.savehandler.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.spi.ForwardingHandlerContext;
import io.savehandler.spi.ForwardingSessionHandler;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is passed on, and that nothing is forgotten when the contract grows. */
class ForwardingTest {

    @Test
    void everyOperationIsForwarded() throws NoSuchMethodException {
        for (Method operation : instanceMethods(SessionHandler.class)) {
            assertThat(ForwardingSessionHandler.class
                            .getMethod(operation.getName(), operation.getParameterTypes())
                            .getDeclaringClass())
                    .as(operation.getName())
                    .isEqualTo(ForwardingSessionHandler.class);
        }
    }

    @Test
    void everyAnswerOfAContextIsForwarded() throws NoSuchMethodException {
        for (Method answer : instanceMethods(HandlerContext.class)) {
            assertThat(ForwardingHandlerContext.class
                            .getDeclaredMethod(answer.getName(), answer.getParameterTypes())
                            .getDeclaringClass())
                    .as(answer.getName())
                    .isEqualTo(ForwardingHandlerContext.class);
        }
    }

    @Test
    void aContextStaysLive() {
        AtomicInteger secondsLeft = new AtomicInteger(5);
        HandlerContext context = HandlerContext.builder()
                .timeLeft(() -> Duration.ofSeconds(secondsLeft.get()))
                .build();
        HandlerContext readOnly = InnerContext.readOnly(context);
        HandlerContext withIds = InnerContext.withIds(context, SessionIdPolicy.php(30, 4));
        secondsLeft.set(3);
        assertThat(readOnly.timeLeft()).isEqualTo(Duration.ofSeconds(3));
        assertThat(readOnly.readOnly()).isTrue();
        assertThat(readOnly.locking()).isFalse();
        assertThat(withIds.timeLeft()).isEqualTo(Duration.ofSeconds(3));
        assertThat(withIds.ids().newId()).hasSize(30);
        assertThat(withIds.locking()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transparentWrappers")
    void capabilitiesAreKept(SessionHandlerFactory wrapper) {
        assertThat(wrapper.capabilities())
                .isEqualTo(InMemorySessionHandlerFactory.create().capabilities());
    }

    @Test
    void aReadOnlyStoreDeclaresNothingAboutWriting() {
        SessionHandlerFactory everything = Requests.intercepted(
                InMemorySessionHandlerFactory.create(), Set.of(Capability.values()), handler -> handler);
        assertThat(ReadOnlySessionHandlerFactory.of(everything).capabilities())
                .containsExactlyInAnyOrder(
                        Capability.NATIVE_EXPIRY, Capability.MAY_EVICT, Capability.LISTING, Capability.DURABLE);
    }

    @Test
    void hashedIdsAreNeitherListedNorHandedOver() {
        Set<Capability> kept =
                new HashSet<>(InMemorySessionHandlerFactory.create().capabilities());
        kept.removeAll(Set.of(Capability.LISTING, Capability.EXPIRY_HANDOVER));
        assertThat(IdHashingSessionHandlerFactory.of(InMemorySessionHandlerFactory.create())
                        .capabilities())
                .isEqualTo(kept);
    }

    @Test
    void closingAWrapperClosesWhatItWraps() {
        AtomicInteger closed = new AtomicInteger();
        SessionHandlerFactory counting = new ForwardingSessionHandlerFactory(InMemorySessionHandlerFactory.create()) {
            @Override
            public SessionHandler newHandler(HandlerContext context) {
                return inner().newHandler(context);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        CompressingSessionHandlerFactory.of(IdHashingSessionHandlerFactory.of(counting))
                .close();
        assertThat(closed).hasValue(1);
    }

    static Stream<SessionHandlerFactory> transparentWrappers() {
        SessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
        return Stream.of(
                StrictSessionHandlerFactory.of(memory),
                CircuitBreakingSessionHandlerFactory.of(memory),
                CompressingSessionHandlerFactory.of(memory),
                EncryptingSessionHandlerFactory.of(memory, EncryptionKeys.of("key", new byte[32])));
    }

    private static Iterable<Method> instanceMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
    }
}
