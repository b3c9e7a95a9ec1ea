package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import org.junit.jupiter.api.Test;

class IdHashingSessionHandlerFactoryTest {
    /** SHA-256 of "abc", the first example of FIPS 180-2. */
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final InMemorySessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
    private final InMemorySessionStore store = memory.store();
    private final SessionHandlerFactory hashing = IdHashingSessionHandlerFactory.of(memory);

    @Test
    void everyOperationUsesTheHash() {
        try (SessionHandler handler = Requests.locking(hashing)) {
            handler.read("abc");
            handler.write("abc", bytes("1"));
            assertThat(store.find(HASH_OF_ABC)).hasValue(bytes("1"));
            assertThat(handler.writeIfUnchanged("abc", bytes("2"))).isTrue();
            handler.updateTimestamp("abc", bytes("2"));
            assertThat(handler.validateId("abc")).isTrue();
            assertThat(handler.read("abc")).isEqualTo(bytes("2"));
            assertThat(store.find("abc")).isEmpty();
            handler.destroy("abc");
        }
        assertThat(store.size()).isZero();
    }

    @Test
    void whatTheStoreShowsIsNoUsableId() {
        try (SessionHandler handler = Requests.locking(hashing)) {
            handler.write("abc", bytes("1"));
            assertThat(handler.validateId(HASH_OF_ABC)).isFalse();
            assertThat(handler.read(HASH_OF_ABC)).isEmpty();
        }
    }

    @Test
    void aRegenerationMovesBetweenHashes() {
        try (SessionHandler handler = Requests.locking(hashing)) {
            handler.write("old", bytes("1"));
            handler.read("old");
            assertThat(handler.regenerate(new Regeneration("old", "abc", bytes("2"), true)))
                    .isEqualTo(Regeneration.Outcome.DONE);
        }
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.find(HASH_OF_ABC)).hasValue(bytes("2"));
    }

    @Test
    void newIdsFollowTheRequestsPolicyAndAreNotHashes() {
        SessionIdPolicy longer = SessionIdPolicy.php(99, 6);
        try (SessionHandler handler = Requests.open(hashing, context -> context.ids(longer))) {
            assertThat(handler.createId()).hasSize(99);
        }
    }

    @Test
    void anIllegalIdIsRefusedBeforeItIsHashed() {
        try (SessionHandler handler = Requests.locking(hashing)) {
            assertThatThrownBy(() -> handler.read("../x")).isInstanceOf(InvalidSessionIdException.class);
            assertThatThrownBy(() -> handler.validateId("")).isInstanceOf(InvalidSessionIdException.class);
            assertThatThrownBy(() -> handler.regenerate(new Regeneration("abc", "../x", bytes("1"), true)))
                    .isInstanceOf(InvalidSessionIdException.class);
        }
        assertThat(store.size()).isZero();
    }
}
