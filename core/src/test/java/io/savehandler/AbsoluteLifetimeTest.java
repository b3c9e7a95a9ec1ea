package io.savehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code savehandler.absolute_lifetime}: the end of a session that is in use all the time. */
class AbsoluteLifetimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(START);
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final AtomicInteger ended = new AtomicInteger();
    private final Sessions sessions = sessions("savehandler.absolute_lifetime", "1h");

    private Sessions sessions(String... setting) {
        return Sessions.builder(InMemorySessionHandlerFactory.builder()
                        .store(store)
                        .clock(clock)
                        .build())
                .config(SessionConfig.from(setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1])))
                .clock(clock)
                .events(new SessionEvents() {
                    @Override
                    public void lifetimeReached() {
                        ended.incrementAndGet();
                    }
                })
                .build();
    }

    private String stored(String id) {
        return new String(store.find(id).orElseThrow(), StandardCharsets.UTF_8);
    }

    private String newSession() {
        Session session = sessions.start(null);
        session.put("user", "ada");
        session.close();
        return session.id();
    }

    /** Uses a session every 20 minutes for a time. */
    private void use(String id, Duration time) {
        for (Duration used = Duration.ZERO; used.compareTo(time) < 0; used = used.plusMinutes(20)) {
            clock.advance(Duration.ofMinutes(20));
            sessions.run(id, session -> session.update("uses", uses -> uses.toLong(0) + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "MERGE", "LAST_WRITE_WINS"})
    void endsASessionHoweverMuchItIsUsed(Concurrency concurrency) {
        String id = newSession();
        use(id, Duration.ofMinutes(40));
        clock.advance(Duration.ofMinutes(20).minusSeconds(1));
        try (Session session = sessions.start(id, concurrency)) {
            assertThat(session.getString("user")).isEqualTo("ada");
        }
        clock.advance(Duration.ofSeconds(1));
        try (Session session = sessions.start(id, concurrency)) {
            assertThat(session.isNew()).isTrue();
            assertThat(session.mustSendId()).isTrue();
            assertThat(session.id()).isNotEqualTo(id);
            assertThat(session.keys()).isEmpty();
            assertThat(store.find(id)).isEmpty();
        }
        assertThat(ended).hasValue(1);
        assertThat(store.locked()).isZero();
    }

    @Test
    void aReadOnlyStartSeesNothingOfItAndRemovesNothing() {
        String id = newSession();
        use(id, Duration.ofMinutes(40));
        clock.advance(Duration.ofMinutes(20));
        Session session = sessions.start(id, Concurrency.READ_ONLY);
        assertThat(session.keys()).isEmpty();
        assertThat(session.id()).isNotEqualTo(id);
        assertThat(store.find(id)).isPresent();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aNewIdDoesNotMakeItYounger() {
        String id = newSession();
        use(id, Duration.ofMinutes(40));
        Session session = sessions.start(id);
        session.regenerateId(true);
        session.close();
        clock.advance(Duration.ofMinutes(20));
        assertThat(sessions.start(session.id()).isNew()).isTrue();
    }

    @Test
    void neitherClearNorResetMakesItYounger() {
        String id = newSession();
        clock.advance(Duration.ofMinutes(20));
        sessions.run(id, session -> {
            session.clear();
            session.reset();
            session.clear();
            session.put("user", "bob");
            return 0;
        });
        assertThat(stored(id))
                .contains("s:7:\"created\";i:" + START.getEpochSecond() + ";")
                .contains("bob");
    }

    @Test
    void aSessionFromElsewhereBeginsWhenItIsFirstSeen() {
        store.put("php", "a|i:1;".getBytes(StandardCharsets.UTF_8), START.plus(Duration.ofMinutes(24)));
        sessions.run("php", session -> session.getLong("a", 0));
        assertThat(stored("php"))
                .isEqualTo("a|i:1;_savehandler|a:1:{s:7:\"created\";i:%d;}".formatted(START.getEpochSecond()));
        clock.advance(Duration.ofMinutes(10));
        Session again = sessions.start("php");
        again.close();
        assertThat(again.outcome()).isEqualTo(SessionOutcome.TOUCHED);
    }

    @Test
    void parallelRequestsAgreeOnTheEarlierBeginning() {
        store.put("php", "a|i:1;".getBytes(StandardCharsets.UTF_8), START.plus(Duration.ofMinutes(24)));
        Session first = sessions.start("php", Concurrency.MERGE);
        clock.advance(Duration.ofMinutes(1));
        Session second = sessions.start("php", Concurrency.MERGE);
        first.put("b", 2);
        first.close();
        second.put("c", 3);
        second.close();
        assertThat(stored("php")).contains("i:" + START.getEpochSecond() + ";").contains("b|i:2;", "c|i:3;");
    }

    @Test
    void isOffUnlessItIsSet() {
        Sessions unbounded = sessions();
        Session session = unbounded.start(null);
        session.put("user", "ada");
        session.close();
        assertThat(stored(session.id())).isEqualTo("user|s:3:\"ada\";");
    }

    @Test
    void aSessionThatHoldsNothingElseCountsAsEmpty() {
        Session session = sessions.start(null);
        session.close();
        assertThat(stored(session.id())).isEmpty();
        sessions.run(session.id(), again -> {
            again.put("user", "ada");
            again.remove("user");
            return 0;
        });
        assertThat(stored(session.id())).isEmpty();
    }

    @Test
    void theKeyIsHiddenAndReserved() {
        Session session = sessions.start(null);
        session.put("user", "ada");
        assertThat(session.keys()).containsExactly("user");
        assertThat(session.contains("_savehandler")).isTrue();
        assertThatThrownBy(() -> session.put("_savehandler", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("_savehandler");
        assertThatThrownBy(() -> session.update("_savehandler", value -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.remove("_savehandler")).isInstanceOf(IllegalArgumentException.class);
        session.abort();
    }

    @Test
    void whatIsNoTimeThereIsIgnored() {
        List<String> odd = new ArrayList<>(List.of(
                "_savehandler|i:1;",
                "_savehandler|N;",
                "_savehandler|a:1:{s:7:\"created\";s:1:\"x\";}",
                "_savehandler|a:1:{s:10:\"copy_until\";d:1.5;}",
                "_savehandler|a:1:{s:10:\"copy_until\";i:9223372036854775807;}"));
        for (String facts : odd) {
            store.put("odd", ("a|i:1;" + facts).getBytes(StandardCharsets.UTF_8), START.plus(Duration.ofMinutes(24)));
            long value = sessions.run("odd", session -> session.getLong("a", 0));
            assertThat(value).as(facts).isEqualTo(1);
        }
    }
}
