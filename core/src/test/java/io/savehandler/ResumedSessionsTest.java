package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link Sessions#resume} starts what is there and makes nothing. */
class ResumedSessionsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    @Test
    void startsAKnownSessionAndSavesIt() {
        store.sessions.put("known", "visits|i:1;".getBytes(UTF_8));
        try (Session session = sessions.resume("known", Concurrency.LOCK).orElseThrow()) {
            assertThat(session.isNew()).isFalse();
            assertThat(session.mustSendId()).isFalse();
            session.put("visits", 2);
        }
        assertThat(new String(store.sessions.get("known"), UTF_8)).isEqualTo("visits|i:2;");
    }

    @Test
    void makesNoSessionForAnUnknownId() {
        assertThat(sessions.resume("unknown", Concurrency.LOCK)).isEmpty();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(false), close");
    }

    @Test
    void trustsNoUnknownIdWithoutStrictModeEither() {
        Sessions lax = Sessions.builder(store)
                .config(SessionConfig.from(Map.of("session.use_strict_mode", "0")))
                .build();
        assertThat(lax.resume("unknown", Concurrency.LOCK)).isEmpty();
    }

    @Test
    void asksNoStoreAboutWhatCannotBeAnId() {
        assertThat(sessions.resume("../../etc/passwd", Concurrency.LOCK)).isEmpty();
        assertThat(store.takeCalls()).isEmpty();
    }

    @Test
    void endsASessionPastItsLifetimeAndMakesNoOther() {
        ManualClock clock = ManualClock.atSystemTime();
        Sessions bounded = Sessions.builder(
                        InMemorySessionHandlerFactory.builder().clock(clock).build())
                .clock(clock)
                .config(SessionConfig.from(
                        Map.of("savehandler.absolute_lifetime", "60s", "session.gc_maxlifetime", "600")))
                .build();
        String id;
        try (Session session = bounded.start(null)) {
            session.put("user", "ada");
            id = session.id();
        }
        clock.advance(Duration.ofSeconds(61));
        assertThat(bounded.resume(id, Concurrency.LOCK)).isEmpty();
        assertThat(bounded.ids()).isEmpty();
    }

    @Test
    void followsARotatedId() {
        Sessions rotating =
                Sessions.builder(InMemorySessionHandlerFactory.create()).build();
        String oldId;
        String newId;
        try (Session session = rotating.start(null)) {
            session.put("user", "ada");
            oldId = session.id();
            session.rotateId(Duration.ofSeconds(60));
            newId = session.id();
        }
        try (Session late = rotating.resume(oldId, Concurrency.LOCK).orElseThrow()) {
            assertThat(late.id()).isEqualTo(newId);
            assertThat(late.mustSendId()).isTrue();
        }
        rotating.start(newId).destroy();
        assertThat(rotating.resume(oldId, Concurrency.LOCK)).isEmpty();
    }

    @Test
    void saysThatTheStoreFailedOrGoesOnWithout() {
        store.failing.add("validateId");
        assertThatThrownBy(() -> sessions.resume("known", Concurrency.LOCK)).isInstanceOf(SessionStoreException.class);

        Sessions without = Sessions.builder(store)
                .whenStartFails(WhenStartFails.WITHOUT_SESSION)
                .build();
        assertThat(without.resume("known", Concurrency.LOCK)).isEmpty();
    }
}
