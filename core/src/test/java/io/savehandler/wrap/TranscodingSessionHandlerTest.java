package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static io.savehandler.wrap.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Capability;
import io.savehandler.Regeneration;
import io.savehandler.SessionDataException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The encrypting and the compressing wrapper around a store. */
class TranscodingSessionHandlerTest {
    private static final String DATA = "visits|i:41;".repeat(100);

    private final InMemorySessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionStore store = memory.store();
    private final EncryptionKeys keys = EncryptionKeys.of("old", new byte[32]);
    private final EncryptionKeys rotated = EncryptionKeys.builder("new", bytes("0123456789abcdef0123456789abcdef"))
            .decryptOnly("old", new byte[32])
            .build();
    private final SessionHandlerFactory encrypting = EncryptingSessionHandlerFactory.of(memory, keys);

    @Test
    void theStoreSeesOnlyTheOtherForm() {
        write(encrypting, "a", DATA);
        write(CompressingSessionHandlerFactory.of(memory), "b", DATA);
        assertThat(stored("a")).doesNotContain("visits").hasSizeGreaterThan(DATA.length());
        assertThat(stored("b")).hasSizeLessThan(DATA.length() / 10);
        assertThat(read(encrypting, "a")).isEqualTo(DATA);
        assertThat(read(CompressingSessionHandlerFactory.of(memory), "b")).isEqualTo(DATA);
    }

    @Test
    void theyNest() {
        SessionHandlerFactory both = CompressingSessionHandlerFactory.of(encrypting);
        write(both, "a", DATA);
        assertThat(stored("a")).hasSizeLessThan(DATA.length() / 10).doesNotContain("visits");
        assertThat(read(both, "a")).isEqualTo(DATA);
    }

    @Test
    void aTouchDoesNotChangeTheStoredBytes() {
        write(encrypting, "a", DATA);
        String before = stored("a");
        SessionHandlerFactory touchesByWriting = touchesByWriting(memory.capabilities());
        try (SessionHandler handler = Requests.locking(EncryptingSessionHandlerFactory.of(touchesByWriting, keys))) {
            byte[] read = handler.read("a");
            read[0] = 'X';
            handler.updateTimestamp("a", bytes(DATA));
        }
        assertThat(stored("a")).isEqualTo(before);
    }

    @Test
    void aTouchOfWhatWasNotReadStillStoresTheOtherForm() {
        write(encrypting, "a", DATA);
        SessionHandlerFactory touchesByWriting = touchesByWriting(memory.capabilities());
        try (SessionHandler handler = Requests.lockFree(EncryptingSessionHandlerFactory.of(touchesByWriting, keys))) {
            handler.updateTimestamp("a", bytes(DATA));
        }
        assertThat(read(encrypting, "a")).isEqualTo(DATA);
    }

    @Test
    void aTouchMovesASessionToTheCurrentKey() {
        write(encrypting, "a", DATA);
        touch(EncryptingSessionHandlerFactory.of(memory, rotated), "a", false);
        assertThat(stored("a")).contains("SHE\1\3new");
        assertThat(read(EncryptingSessionHandlerFactory.of(memory, rotated), "a"))
                .isEqualTo(DATA);
    }

    @Test
    void withoutCompareAndSetOnlyATouchUnderTheLockMovesASession() {
        SessionHandlerFactory plain = Requests.intercepted(memory, Set.of(Capability.LOCKING), handler -> handler);
        SessionHandlerFactory encryptsAnew = EncryptingSessionHandlerFactory.of(plain, rotated);
        write(encrypting, "a", DATA);
        touch(encryptsAnew, "a", false);
        assertThat(stored("a")).contains("SHE\1\3old");
        touch(encryptsAnew, "a", true);
        assertThat(stored("a")).contains("SHE\1\3new");
    }

    @Test
    void aTouchThatWouldMoveASessionLeavesANewerOneAlone() {
        write(encrypting, "a", DATA);
        try (SessionHandler handler = Requests.lockFree(EncryptingSessionHandlerFactory.of(memory, rotated))) {
            handler.read("a");
            write(encrypting, "a", "newer");
            handler.updateTimestamp("a", bytes(DATA));
        }
        assertThat(read(encrypting, "a")).isEqualTo("newer");
    }

    @Test
    void aTouchThatWouldMoveASessionBringsNoneBack() {
        write(encrypting, "a", DATA);
        try (SessionHandler handler = Requests.lockFree(EncryptingSessionHandlerFactory.of(memory, rotated))) {
            handler.read("a");
            store.remove("a");
            assertThatThrownBy(() -> handler.updateTimestamp("a", bytes(DATA)))
                    .isInstanceOf(SessionGoneException.class);
        }
        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void unencryptedSessionsAreEncryptedAtTheNextTouch() {
        SessionHandlerFactory accepting = EncryptingSessionHandlerFactory.builder(memory, keys)
                .acceptUnencrypted()
                .build();
        write(memory, "a", DATA);
        touch(accepting, "a", true);
        assertThat(read(encrypting, "a")).isEqualTo(DATA);
    }

    @Test
    void aSessionThatIsKeptAfterRegenerationIsReadableUnderBothIds() {
        write(encrypting, "a", "old");
        try (SessionHandler handler = Requests.locking(encrypting)) {
            handler.read("a");
            assertThat(handler.regenerate(new Regeneration("a", "b", bytes(DATA), false)))
                    .isEqualTo(Regeneration.Outcome.DONE);
            handler.write("b", bytes("later"));
        }
        assertThat(read(encrypting, "a")).isEqualTo(DATA);
        assertThat(read(encrypting, "b")).isEqualTo("later");
    }

    @Test
    void aRegenerationInStepsKeepsBothReadableToo() {
        SessionHandlerFactory inSteps = Requests.intercepted(memory, SixOperations::new);
        SessionHandlerFactory wrapped = EncryptingSessionHandlerFactory.of(inSteps, keys);
        write(wrapped, "a", "old");
        try (SessionHandler handler = Requests.lockFree(wrapped)) {
            handler.read("a");
            handler.regenerate(new Regeneration("a", "b", bytes(DATA), false));
        }
        assertThat(read(encrypting, "a")).isEqualTo(DATA);
        assertThat(read(encrypting, "b")).isEqualTo(DATA);
    }

    @Test
    void whatCannotBeDecryptedStaysAndIsUnlocked() {
        write(encrypting, "a", DATA);
        String before = stored("a");
        EncryptionKeys others = EncryptionKeys.of("other", new byte[32]);
        try (SessionHandler handler = Requests.locking(EncryptingSessionHandlerFactory.of(memory, others))) {
            assertThat(handler.validateId("a")).isTrue();
            assertThatThrownBy(() -> handler.read("a")).isInstanceOf(SessionDataException.class);
        }
        assertThat(stored("a")).isEqualTo(before);
        assertThat(store.locked()).isZero();
    }

    @Test
    void anotherSessionsBytesAreRefused() {
        write(encrypting, "victim", DATA);
        store.put("attacker", store.find("victim").orElseThrow(), Instant.now().plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> read(encrypting, "attacker")).isInstanceOf(SessionDataException.class);
    }

    @Test
    void tooMuchDataLeavesTheOldData() {
        SessionHandlerFactory bounded =
                CompressingSessionHandlerFactory.builder(memory).maxBytes(1000).build();
        write(bounded, "a", "old");
        assertThatThrownBy(() -> write(bounded, "a", DATA)).isInstanceOf(SessionDataException.class);
        assertThat(read(bounded, "a")).isEqualTo("old");
    }

    @Test
    void anEmptySessionIsNotAMissingOne() {
        write(encrypting, "a", "");
        try (SessionHandler handler = Requests.locking(encrypting)) {
            assertThat(handler.validateId("a")).isTrue();
            assertThat(handler.validateId("b")).isFalse();
            assertThat(handler.read("a")).isEmpty();
        }
    }

    private SessionHandlerFactory touchesByWriting(Set<Capability> capabilities) {
        return Requests.intercepted(memory, capabilities, handler -> new ForwardingSessionHandler(handler) {
            @Override
            public void updateTimestamp(String id, byte[] data) {
                write(id, data);
            }
        });
    }

    private static void touch(SessionHandlerFactory factory, String id, boolean locking) {
        try (SessionHandler handler = Requests.open(factory, context -> context.locking(locking))) {
            handler.updateTimestamp(id, handler.read(id));
        }
    }

    private static void write(SessionHandlerFactory factory, String id, String data) {
        try (SessionHandler handler = Requests.lockFree(factory)) {
            handler.write(id, bytes(data));
        }
    }

    private static String read(SessionHandlerFactory factory, String id) {
        try (SessionHandler handler = Requests.lockFree(factory)) {
            return text(handler.read(id));
        }
    }

    private String stored(String id) {
        return text(store.find(id).orElseThrow());
    }
}
