package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rotateId}: requests with the old id find the session itself. */
class RotationTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Sessions sessions = sessions(Map.of());

    private Sessions sessions(Map<String, String> settings) {
        return Sessions.builder(InMemorySessionHandlerFactory.builder()
                        .store(store)
                        .clock(clock)
                        .build())
                .config(SessionConfig.from(settings))
                .clock(clock)
                .build();
    }

    private void stored(String id, String data) {
        store.put(id, data.getBytes(UTF_8), clock.instant().plus(Duration.ofMinutes(24)));
    }

    private String stored(String id) {
        return new String(store.find(id).orElseThrow(), UTF_8);
    }

    private String rotated(String id) {
        return sessions.run(id, session -> {
            session.rotateId(GRACE);
            return session.id();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "MERGE", "LAST_WRITE_WINS"})
    void whatALateRequestChangesIsStored(Concurrency concurrency) {
        stored("old", "user|s:3:\"ada\";");
        String id = rotated("old");
        String copy = stored("old");
        clock.advance(GRACE.minusSeconds(1));
        List<String> told = new ArrayList<>();
        Session late = sessions.start("old", concurrency);
        late.onNewId(told::add);
        late.put("cart", 1);
        late.close();
        assertThat(late.id()).isEqualTo(id);
        assertThat(late.isCopy()).isFalse();
        assertThat(late.isNew()).isFalse();
        assertThat(told).containsExactly(id);
        assertThat(stored(id)).isEqualTo("user|s:3:\"ada\";cart|i:1;");
        assertThat(stored("old")).isEqualTo(copy);
        assertThat(store.locked()).isZero();
    }

    @Test
    void aReaderFollowsToo() {
        stored("old", "user|s:3:\"ada\";");
        String id = rotated("old");
        Session reader = sessions.start("old", Concurrency.READ_ONLY);
        assertThat(reader.id()).isEqualTo(id);
        assertThat(reader.getString("user")).isEqualTo("ada");
        assertThat(reader.keys()).containsExactly("user");
    }

    @Test
    void theOldIdIsWorthNothingAfterTheGrace() {
        stored("old", "user|s:3:\"ada\";");
        String id = rotated("old");
        clock.advance(GRACE);
        Session tooLate = sessions.start("old");
        assertThat(tooLate.isNew()).isTrue();
        assertThat(tooLate.id()).isNotIn("old", id);
        tooLate.abort();
        assertThat(store.find("old")).isEmpty();
    }

    @Test
    void aMergeUnderWayGoesOnWithTheNewId() {
        stored("old", "user|s:3:\"ada\";");
        Session underWay = sessions.start("old", Concurrency.MERGE);
        String id = rotated(rotated("old"));
        underWay.put("cart", 1);
        underWay.close();
        assertThat(underWay.outcome()).isEqualTo(SessionOutcome.SAVED);
        assertThat(underWay.id()).isEqualTo(id);
        assertThat(stored(id)).isEqualTo("user|s:3:\"ada\";cart|i:1;");
    }

    @Test
    void twoThatRotateAtOnceEndWithOneSession() {
        stored("old", "user|s:3:\"ada\";");
        Session first = sessions.start("old", Concurrency.MERGE);
        Session second = sessions.start("old", Concurrency.MERGE);
        first.rotateId(GRACE);
        second.rotateId(GRACE);
        first.put("first", 1);
        second.put("second", 2);
        second.close();
        first.close();
        assertThat(stored(second.id())).isEqualTo("user|s:3:\"ada\";second|i:2;first|i:1;");
        assertThat(first.id()).isEqualTo(second.id());
    }

    @Test
    void aReaderUnderWayBecomesAWriterOfTheNewId() {
        stored("old", "user|s:3:\"ada\";");
        Session reader = sessions.start("old", Concurrency.READ_ONLY);
        String id = rotated("old");
        reader.makeWritable();
        reader.put("cart", 1);
        reader.close();
        assertThat(stored(id)).isEqualTo("user|s:3:\"ada\";cart|i:1;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void aSessionDestroyedAfterItMovedDoesNotComeBack(String strictMode) {
        Sessions strictOrNot = sessions(Map.of("session.use_strict_mode", strictMode));
        stored("old", "user|s:3:\"ada\";");
        Session underWay = sessions.start("old", Concurrency.MERGE);
        String id = rotated("old");
        sessions.start(id).destroy();
        Session late = strictOrNot.start("old");
        assertThat(late.id()).isNotIn("old", id);
        assertThat(late.keys()).isEmpty();
        late.close();
        underWay.put("cart", 1);
        underWay.close();
        assertThat(underWay.outcome()).isEqualTo(SessionOutcome.DROPPED);
        assertThat(store.find(id)).isEmpty();
    }

    @Test
    void aCopyThatNamesNoIdOrItselfIsJustACopy() {
        long until = clock.instant().plus(GRACE).getEpochSecond();
        String mark = "_savehandler|a:2:{s:10:\"copy_until\";i:" + until + ";s:8:\"moved_to\";";
        stored("odd", mark + "s:3:\"a/b\";}");
        stored("loop", mark + "s:4:\"loop\";}");
        for (String id : List.of("odd", "loop")) {
            Session session = sessions.start(id);
            assertThat(session.isCopy()).isTrue();
            assertThat(session.id()).isEqualTo(id);
            session.abort();
        }
        assertThat(store.locked()).isZero();
    }

    @Test
    void aGraceBelowASecondIsRefused() {
        Session session = sessions.start(null);
        assertThatThrownBy(() -> session.rotateId(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S");
        session.abort();
    }
}
