package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import org.junit.jupiter.api.Test;

/** What adapters keep in a session beside the application's values. */
class SessionFactsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    @Test
    void factsAreStoredWithTheValuesAndListedNowhere() {
        store.sessions.put("known", "user|s:3:\"ada\";".getBytes(UTF_8));
        try (Session session = sessions.start("known")) {
            session.updateFact("accessed", seen -> PhpValue.of(seen.toLong(6) + 1));
            assertThat(session.keys()).containsExactly("user");
        }
        assertThat(new String(store.sessions.get("known"), UTF_8))
                .isEqualTo("user|s:3:\"ada\";_savehandler|a:1:{s:8:\"accessed\";i:7;}");
        try (Session session = sessions.start("known")) {
            assertThat(session.fact("accessed").asLong()).isEqualTo(7);
            assertThat(session.fact("other")).isEqualTo(PhpNull.NULL);
            session.updateFact("accessed", seen -> PhpNull.NULL);
        }
        assertThat(new String(store.sessions.get("known"), UTF_8)).isEqualTo("user|s:3:\"ada\";");
    }

    @Test
    void aSessionWithFactsAloneIsEmpty() {
        try (Session session = sessions.start(null)) {
            session.updateFact("accessed", seen -> PhpValue.of(1));
            assertThat(session.encode()).isEmpty();
        }
    }

    @Test
    void aFactThatStaysTheSameIsNoChange() {
        store.sessions.put("known", "_savehandler|a:1:{s:1:\"n\";i:7;}user|i:1;".getBytes(UTF_8));
        try (Session session = sessions.start("known")) {
            session.updateFact("n", seen -> PhpValue.of(7));
        }
        assertThat(store.takeCalls()).contains("updateTimestamp").doesNotContain("write");
    }

    @Test
    void factsOfParallelRequestsAreMerged() {
        Sessions merging =
                Sessions.builder(InMemorySessionHandlerFactory.create()).build();
        String id;
        try (Session session = merging.start(null)) {
            session.put("user", "ada");
            id = session.id();
        }
        try (Session one = merging.start(id, Concurrency.MERGE);
                Session other = merging.start(id, Concurrency.MERGE)) {
            one.updateFact("n", seen -> PhpValue.of(seen.toLong(0) + 1));
            other.updateFact("n", seen -> PhpValue.of(seen.toLong(0) + 1));
        }
        assertThat(merging.<Long>run(id, session -> session.fact("n").asLong())).isEqualTo(2);
    }

    @Test
    void theEnginesOwnFactsAreLeftAlone() {
        try (Session session = sessions.start(null)) {
            assertThatThrownBy(() -> session.updateFact("moved_to", seen -> PhpValue.of("elsewhere")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("moved_to");
        }
    }
}
