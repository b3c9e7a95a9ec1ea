package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code regenerateId(grace)}: what requests find that are under way with the old id. */
class GraceCopyTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Sessions sessions = builder().build();

    private SessionsBuilder builder() {
        return Sessions.builder(InMemorySessionHandlerFactory.builder()
                        .store(store)
                        .clock(clock)
                        .build())
                .clock(clock);
    }

    private void stored(String id, String data) {
        store.put(id, data.getBytes(UTF_8), clock.instant().plus(Duration.ofMinutes(24)));
    }

    private String stored(String id) {
        return new String(store.find(id).orElseThrow(), UTF_8);
    }

    /** Moves the session "old" on and returns its new id. */
    private String moved(Concurrency concurrency) {
        stored("old", "user|s:3:\"ada\";");
        Session session = sessions.start("old", concurrency);
        session.put("role", "admin");
        session.regenerateId(GRACE);
        session.close();
        return session.id();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "MERGE", "LAST_WRITE_WINS"})
    void theCopyIsReadDuringTheGraceAndUnknownAfterIt(Concurrency concurrency) {
        String id = moved(concurrency);
        assertThat(stored(id)).isEqualTo("user|s:3:\"ada\";role|s:5:\"admin\";");
        clock.advance(GRACE.minusSeconds(1));
        Session late = sessions.start("old", concurrency);
        assertThat(late.isCopy()).isTrue();
        assertThat(late.mustSendId()).isFalse();
        assertThat(late.getString("user")).isEqualTo("ada");
        assertThat(late.keys()).containsExactly("user", "role");
        late.close();
        assertThat(late.outcome()).isEqualTo(SessionOutcome.UNTOUCHED);
        clock.advance(Duration.ofSeconds(1));
        Session tooLate = sessions.start("old", concurrency);
        assertThat(tooLate.isNew()).isTrue();
        assertThat(tooLate.id()).isNotEqualTo("old").isNotEqualTo(id);
        assertThat(tooLate.keys()).isEmpty();
        tooLate.abort();
        assertThat(store.find("old")).isEmpty();
        assertThat(stored(id)).contains("admin");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "MERGE", "LAST_WRITE_WINS"})
    void whatIsChangedInTheCopyIsDropped(Concurrency concurrency) {
        String id = moved(concurrency);
        String copy = stored("old");
        Session late = sessions.start("old", concurrency);
        late.put("cart", 1);
        late.close();
        assertThat(late.outcome()).isEqualTo(SessionOutcome.DROPPED);
        assertThat(stored("old")).isEqualTo(copy);
        assertThat(stored(id)).doesNotContain("cart");
    }

    @Test
    void orAnErrorWhereTheApplicationWantsOne() {
        moved(Concurrency.LOCK);
        Session late = builder().whenGone(WhenGone.THROW).build().start("old");
        late.put("cart", 1);
        assertThatThrownBy(late::close).isInstanceOf(SessionGoneException.class);
        assertThat(late.outcome()).isEqualTo(SessionOutcome.FAILED);
        assertThat(store.locked()).isZero();
    }

    @Test
    void theCopyCannotMoveOn() {
        moved(Concurrency.LOCK);
        Session late = sessions.start("old");
        assertThatThrownBy(() -> late.regenerateId(true)).isInstanceOf(SessionGoneException.class);
        assertThatThrownBy(() -> late.regenerateId(GRACE)).isInstanceOf(SessionGoneException.class);
        late.abort();
        assertThatThrownBy(() -> sessions.start("old", Concurrency.READ_ONLY).makeWritable())
                .isInstanceOf(SessionGoneException.class);
    }

    @Test
    void theCopyIsNotProlonged() {
        moved(Concurrency.LOCK);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(9));
            sessions.run("old", session -> session.contains("user"));
        }
        clock.advance(Duration.ofSeconds(3));
        assertThat(sessions.start("old", Concurrency.READ_ONLY).isNew()).isTrue();
    }

    @Test
    void aMergeUnderWayDoesNotReviveTheOldSession() {
        stored("old", "user|s:3:\"ada\";");
        Session underWay = sessions.start("old", Concurrency.MERGE);
        Session other = sessions.start("old", Concurrency.MERGE);
        other.regenerateId(GRACE);
        other.close();
        underWay.put("cart", 1);
        underWay.close();
        assertThat(underWay.outcome()).isEqualTo(SessionOutcome.DROPPED);
        assertThat(stored("old")).contains("copy_until").doesNotContain("cart");
    }

    @Test
    void aReadOnlySessionMovedMeanwhileCannotBecomeWritable() {
        stored("old", "user|s:3:\"ada\";");
        Session reading = sessions.start("old", Concurrency.READ_ONLY);
        sessions.run("old", session -> {
            session.regenerateId(GRACE);
            return 0;
        });
        assertThatThrownBy(reading::makeWritable).isInstanceOf(SessionGoneException.class);
        assertThat(reading.isWritable()).isFalse();
        assertThat(reading.getString("user")).isEqualTo("ada");
    }

    @Test
    void anEmptySessionLeavesACopyToo() {
        Session session = sessions.start(null);
        session.close();
        Session again = sessions.start(session.id());
        again.regenerateId(GRACE);
        again.close();
        assertThat(sessions.start(session.id(), Concurrency.READ_ONLY).isCopy()).isTrue();
        assertThat(stored(again.id())).isEmpty();
    }

    @Test
    void aGraceBelowASecondIsRefused() {
        Session session = sessions.start(null);
        assertThatThrownBy(() -> session.regenerateId(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S");
        session.abort();
    }
}
