package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.php.PhpValue;
import org.junit.jupiter.api.Test;

/** Sessions started without a lock, whose changes are merged when they are saved. */
class MergedSessionsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    private void stored(String data) {
        store.sessions.put("known", data.getBytes(UTF_8));
    }

    private String stored() {
        return new String(store.sessions.get("known"), UTF_8);
    }

    @Test
    void mergeReplaysThisRequestsChangesOnWhatTheOtherStored() {
        stored("visits|i:1;name|s:1:\"x\";");
        Session session = sessions.start("known", Concurrency.MERGE);
        session.update("visits", v -> v.toLong(0) + 1);
        session.remove("name");
        session.put("mine", 1);
        store.beforeConditionalWrites.add(() -> stored("visits|i:7;name|s:1:\"y\";theirs|i:1;"));
        session.close();
        assertThat(stored()).isEqualTo("visits|i:8;theirs|i:1;mine|i:1;");
        assertThat(session.outcome()).isEqualTo(SessionOutcome.SAVED);
    }

    @Test
    void mergeKeepsAnObjectThatWasChangedInPlace() {
        stored("o|O:8:\"stdClass\":1:{s:1:\"x\";i:1;}visits|i:1;");
        Session session = sessions.start("known", Concurrency.MERGE);
        session.get("o").asObject().set("x", PhpValue.of(2));
        store.beforeConditionalWrites.add(() -> stored("o|O:8:\"stdClass\":1:{s:1:\"x\";i:1;}visits|i:7;"));
        store.beforeConditionalWrites.add(() -> stored("o|O:8:\"stdClass\":1:{s:1:\"x\";i:1;}visits|i:8;"));
        session.close();
        assertThat(stored()).isEqualTo("o|O:8:\"stdClass\":1:{s:1:\"x\";i:2;}visits|i:8;");
    }

    @Test
    void mergeNeverRevivesADestroyedSession() {
        stored("visits|i:1;");
        Session session = sessions.start("known", Concurrency.MERGE);
        session.put("mine", 1);
        store.beforeConditionalWrites.add(store.sessions::clear);
        session.close();
        assertThat(store.sessions).isEmpty();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.DROPPED);
    }

    @Test
    void mergeNeedsCompareAndSet() {
        store.capabilities.remove(Capability.COMPARE_AND_SET);
        Sessions without = Sessions.builder(store).build();
        assertThatThrownBy(() -> without.start(null, Concurrency.MERGE))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("LOCK");
    }

    @Test
    void aReadOnlySessionCanBeMadeWritable() {
        stored("a|i:1;");
        Session session = sessions.start("known", Concurrency.READ_ONLY);
        stored("a|i:1;theirs|i:1;");
        session.makeWritable();
        session.put("mine", 1);
        session.close();
        assertThat(stored()).isEqualTo("a|i:1;theirs|i:1;mine|i:1;");
        assertThatThrownBy(session::makeWritable).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReadOnlySessionThatHasVanishedIsNotMadeWritable() {
        stored("a|i:1;");
        Session session = sessions.start("known", Concurrency.READ_ONLY);
        store.sessions.clear();
        assertThatThrownBy(session::makeWritable).isInstanceOf(SessionGoneException.class);
        assertThat(store.takeCalls()).endsWith("close");
        session.close();
        assertThat(store.sessions).isEmpty();
    }

    @Test
    void aMergedSessionIsMergedBeforeItsIdIsRegenerated() {
        for (boolean deleteOld : new boolean[] {true, false}) {
            InMemorySessionStore memory = new InMemorySessionStore();
            Sessions shared = Sessions.builder(InMemorySessionHandlerFactory.builder()
                            .store(memory)
                            .build())
                    .build();
            String id = shared.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            Session mine = shared.start(id, Concurrency.MERGE);
            mine.update("visits", v -> v.toLong(0) + 1);
            shared.run(id, theirs -> theirs.update("visits", v -> v.toLong(0) + 1));
            mine.regenerateId(deleteOld);
            assertThat(mine.getLong("visits", 0)).isEqualTo(3);
            mine.update("visits", v -> v.toLong(0) + 1);
            shared.run(mine.id(), theirs -> theirs.update("visits", v -> v.toLong(0) + 1));
            mine.close();
            assertThat(memory.find(mine.id()))
                    .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo("visits|i:5;"));
            assertThat(memory.find(id).isPresent()).isEqualTo(!deleteOld);
        }
    }

    @Test
    void aMergedSessionThatWasDestroyedIsNotRevivedByARegeneratedId() {
        InMemorySessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
        Sessions shared = Sessions.builder(memory).build();
        String id = shared.run(null, session -> {
            session.put("user", "ada");
            return session.id();
        });
        Session mine = shared.start(id, Concurrency.MERGE);
        shared.start(id).destroy();
        assertThatThrownBy(() -> mine.regenerateId(true)).isInstanceOf(SessionGoneException.class);
        mine.close();
        assertThat(memory.store().size()).isZero();
    }
}
