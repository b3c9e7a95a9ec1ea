package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadOnlySessionHandlerFactoryTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemorySessionHandlerFactory memory =
            InMemorySessionHandlerFactory.builder().clock(clock).build();
    private final InMemorySessionStore store = memory.store();
    private final SessionHandlerFactory readOnly = ReadOnlySessionHandlerFactory.of(memory);
    private final SessionHandler handler = Requests.locking(readOnly);

    @BeforeEach
    void aSession() {
        store.put("a", bytes("data"), clock.instant().plus(Duration.ofMinutes(10)));
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(store.find("a")).hasValue(bytes("data"));
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.locked()).isZero();
        handler.close();
    }

    @Test
    void readsWithoutALock() {
        try (SessionHandler holder = Requests.locking(memory)) {
            holder.read("a");
            assertThat(handler.validateId("a")).isTrue();
            assertThat(handler.read("a")).isEqualTo(bytes("data"));
        }
    }

    @Test
    void letsPassAWriteOfWhatWasRead() {
        handler.read("a");
        handler.write("a", bytes("data"));
        handler.read("missing");
        handler.write("missing", new byte[0]);
    }

    @Test
    void refusesEveryChange() {
        byte[] read = handler.read("a");
        read[0] = 'X';
        assertRefused("write", () -> handler.write("a", read));
        assertRefused("write", () -> handler.write("b", bytes("data")));
        assertRefused("destroy", () -> handler.destroy("a"));
        assertRefused("regenerate", () -> handler.regenerate(new Regeneration("a", "b", bytes("data"), true)));
        assertThatThrownBy(() -> handler.writeIfUnchanged("a", bytes("more")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void neitherTouchesNorCollects() {
        handler.updateTimestamp("a", handler.read("a"));
        clock.advance(Duration.ofMinutes(11));
        assertThat(handler.read("a")).isEmpty();
        assertThat(handler.gc(Duration.ZERO)).isZero();
    }

    private static void assertRefused(String operation, ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOfSatisfying(SessionStoreException.class, e -> {
            assertThat(e.operation()).isEqualTo(operation);
            assertThat(e.outcomeUnknown()).isFalse();
        });
    }
}
