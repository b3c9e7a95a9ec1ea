package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrictSessionHandlerFactoryTest {
    private final InMemorySessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionStore store = memory.store();
    private final List<SixOperations> made = new ArrayList<>();
    private final SessionHandlerFactory strict = StrictSessionHandlerFactory.of(Requests.intercepted(memory, inner -> {
        SixOperations six = new SixOperations(inner);
        made.add(six);
        return six;
    }));

    @BeforeEach
    void aSession() {
        store.put("known", bytes("data"), Instant.now().plus(Duration.ofHours(1)));
    }

    @AfterEach
    void everyLockIsGivenBack() {
        assertThat(store.locked()).isZero();
    }

    @Test
    void aKnownIdIsReadOnceAndItsLockIsKept() {
        try (SessionHandler handler = Requests.locking(strict)) {
            assertThat(handler.validateId("known")).isTrue();
            assertThat(store.locked()).isEqualTo(1);
            assertThat(handler.read("known")).isEqualTo(bytes("data"));
            assertThat(made).singleElement().extracting(six -> six.reads).isEqualTo(1);
            handler.write("known", bytes("more"));
        }
        assertThat(store.find("known")).hasValue(bytes("more"));
    }

    @Test
    void whatWasReadIsGivenOutOnce() {
        try (SessionHandler handler = Requests.locking(strict)) {
            handler.validateId("known");
            handler.read("known");
            handler.write("known", bytes("more"));
            assertThat(handler.read("known")).isEqualTo(bytes("more"));
        }
    }

    @Test
    void anUnknownIdLeavesNoLockAndTheRequestGoesOn() {
        try (SessionHandler handler = Requests.locking(strict)) {
            assertThat(handler.validateId("unknown")).isFalse();
            assertThat(store.locked()).isZero();
            assertThat(handler.read("fresh")).isEmpty();
            assertThat(store.locked()).isEqualTo(1);
            handler.write("fresh", bytes("data"));
        }
        assertThat(store.find("unknown")).isEmpty();
        assertThat(store.find("fresh")).hasValue(bytes("data"));
    }

    @Test
    void withoutALockThereIsNothingToStartOver() {
        try (SessionHandler handler = Requests.lockFree(strict)) {
            assertThat(handler.validateId("unknown")).isFalse();
            assertThat(made).hasSize(1);
        }
    }

    @Test
    void anIllegalIdDoesNotReachTheHandler() {
        try (SessionHandler handler = Requests.locking(strict)) {
            assertThatThrownBy(() -> handler.validateId("../x")).isInstanceOf(InvalidSessionIdException.class);
            assertThat(made).singleElement().extracting(six -> six.reads).isEqualTo(0);
        }
    }

    @Test
    void aHandlerThatValidatesItselfIsPassedOnAsItIs() {
        store.put("empty", new byte[0], Instant.now().plus(Duration.ofHours(1)));
        try (SessionHandler handler = Requests.locking(StrictSessionHandlerFactory.of(memory))) {
            assertThat(handler).isNotInstanceOf(StrictSessionHandler.class);
            assertThat(handler.validateId("empty")).isTrue();
        }
    }
}
