package io.savehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import io.savehandler.wrap.IdHashingSessionHandlerFactory;
import io.savehandler.wrap.NullSessionHandlerFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionOwnerTest {
    private final ManualClock clock = ManualClock.atSystemTime();
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Sessions sessions =
            builder().ownerOf(session -> session.getString("user")).build();

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void logsOutEverywhereElse() {
        String here = loggedIn("ada");
        String there = loggedIn("ada");
        String bobs = loggedIn("bob");
        String visitors = sessions.run(null, session -> {
            session.put("cart", 1);
            return session.id();
        });
        assertThat(sessions.idsOf("ada")).containsExactlyInAnyOrder(here, there);
        assertThat(sessions.destroyAllOf("ada", here)).isEqualTo(1);
        assertThat(ids()).containsExactlyInAnyOrder(here, bobs, visitors);
        assertThat(sessions.destroyAllOf("ada")).isEqualTo(1);
        assertThat(sessions.idsOf("ada")).isEmpty();
    }

    @Test
    void theOwnerFollowsLogInAndLogOut() {
        String id = sessions.run(null, session -> {
            session.put("cart", 1);
            return session.id();
        });
        assertThat(sessions.idsOf("ada")).isEmpty();
        String loggedIn = sessions.run(id, session -> {
            session.put("user", "ada");
            session.regenerateId(true);
            return session.id();
        });
        assertThat(sessions.idsOf("ada")).containsExactly(loggedIn);
        sessions.run(loggedIn, session -> {
            session.remove("user");
            return true;
        });
        assertThat(sessions.idsOf("ada")).isEmpty();
        assertThat(ids()).containsExactly(loggedIn);
    }

    @Test
    void aSessionThatIsOnlyReadOrTouchedKeepsItsOwner() {
        String id = loggedIn("ada");
        sessions.start(id).close();
        sessions.start(id, Concurrency.READ_ONLY).close();
        assertThat(sessions.idsOf("ada")).containsExactly(id);
    }

    @Test
    void aNewOwnerIsStoredEvenWhereTheDataIsUnchanged() {
        AtomicReference<@Nullable String> user = new AtomicReference<>();
        Sessions byRequest = builder().ownerOf(session -> user.get()).build();
        String id = byRequest.run(null, session -> {
            session.put("cart", 1);
            return session.id();
        });
        for (Concurrency concurrency :
                new Concurrency[] {Concurrency.LOCK, Concurrency.MERGE, Concurrency.LAST_WRITE_WINS}) {
            Session session = byRequest.start(id, concurrency);
            user.set(concurrency.name());
            session.close();
            assertThat(session.outcome()).isEqualTo(SessionOutcome.SAVED);
            assertThat(byRequest.idsOf(concurrency.name())).containsExactly(id);
        }
        Session unchanged = byRequest.start(id);
        unchanged.close();
        assertThat(unchanged.outcome()).isEqualTo(SessionOutcome.TOUCHED);
    }

    @Test
    void aSaveAfterAMoveNeedNotStoreTheOwnerAgain() {
        String id = loggedIn(null);
        Session session = sessions.start(id);
        session.put("user", "ada");
        session.regenerateId(true);
        session.close();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.TOUCHED);
        assertThat(sessions.idsOf("ada")).containsExactly(session.id());
    }

    /** The log-in's request was the faster one. */
    @Test
    void aMergedSessionBelongsToWhomTheMergedValuesSay() {
        String id = loggedIn(null);
        Session slow = sessions.start(id, Concurrency.MERGE);
        sessions.run(id, Concurrency.MERGE, session -> {
            session.put("user", "ada");
            return true;
        });
        slow.put("cart", 2);
        slow.close();
        assertThat(slow.outcome()).isEqualTo(SessionOutcome.SAVED);
        assertThat(sessions.idsOf("ada")).containsExactly(id);
        assertThat(slow.getString("user")).isEqualTo("ada");
    }

    @Test
    void aSessionThatWasResetBelongsToItsFormerOwner() {
        String id = loggedIn("ada");
        Session session = sessions.start(id);
        session.put("user", "bob");
        session.reset();
        session.close();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.TOUCHED);
        assertThat(sessions.idsOf("ada")).containsExactly(id);
    }

    @Test
    void aSessionMadeWritableHasAnOwner() {
        String id = loggedIn(null);
        Session session = sessions.start(id, Concurrency.READ_ONLY);
        session.makeWritable();
        session.put("user", "ada");
        session.close();
        assertThat(sessions.idsOf("ada")).containsExactly(id);
    }

    @Test
    void aSessionThatIsStoredAgainKeepsItsOwner() {
        Sessions stubborn = builder()
                .ownerOf(session -> session.getString("user"))
                .whenGone(WhenGone.RECREATE)
                .build();
        String id = loggedIn("ada");
        Session session = stubborn.start(id, Concurrency.MERGE);
        store.remove(id);
        session.put("cart", 3);
        session.close();
        assertThat(stubborn.idsOf("ada")).containsExactly(id);
    }

    @Test
    void aRequestDoesNotBringBackASessionThatWasLoggedOut() {
        Session busy = sessions.start(loggedIn("ada"));
        assertThat(sessions.destroyAllOf("ada")).isEqualTo(1);
        busy.put("cart", 2);
        busy.close();
        assertThat(busy.outcome()).isEqualTo(SessionOutcome.DROPPED);
        assertThat(store.size()).isZero();
    }

    @Test
    void theCopyForRequestsUnderWayGoesWithTheOthers() {
        Session session = sessions.start(loggedIn("ada"));
        session.regenerateId(Duration.ofMinutes(1));
        session.close();
        assertThat(sessions.destroyAllOf("ada")).isEqualTo(2);
    }

    @Test
    void anExpiredSessionIsNobodys() {
        loggedIn("ada");
        clock.advance(sessions.config().gcMaxLifetime());
        assertThat(ids()).isEmpty();
        assertThat(sessions.idsOf("ada")).isEmpty();
        assertThat(sessions.destroyAllOf("ada")).isZero();
    }

    @Test
    void hashedIdsAreNotListedButDestroyed() {
        Sessions hashed = Sessions.builder(IdHashingSessionHandlerFactory.of(factory()))
                .ownerOf(session -> session.getString("user"))
                .build();
        String here = logIn(hashed, "ada");
        logIn(hashed, "ada");
        assertThatThrownBy(hashed::ids).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> hashed.idsOf("ada")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(hashed.destroyAllOf("ada", here)).isEqualTo(1);
        assertThat(hashed.start(here, Concurrency.READ_ONLY).getString("user")).isEqualTo("ada");
    }

    @Test
    void aStoreThatCannotSaysSo() {
        Sessions none = Sessions.builder(NullSessionHandlerFactory.create()).build();
        assertThatThrownBy(none::ids).hasMessageContaining("LISTING");
        assertThatThrownBy(() -> none.idsOf("ada")).hasMessageContaining("OWNER_INDEX");
        assertThatThrownBy(() -> none.destroyAllOf("ada")).hasMessageContaining("OWNER_INDEX");
    }

    @Test
    void theSparedIdIsChecked() {
        assertThatThrownBy(() -> sessions.destroyAllOf("ada", "../x")).isInstanceOf(InvalidSessionIdException.class);
    }

    private String loggedIn(@Nullable String user) {
        return logIn(sessions, user);
    }

    private static String logIn(Sessions at, @Nullable String user) {
        return at.run(null, session -> {
            session.put("cart", 1);
            if (user != null) {
                session.put("user", user);
            }
            return session.id();
        });
    }

    private Stream<String> ids() {
        try (Stream<String> ids = sessions.ids()) {
            return ids.toList().stream();
        }
    }

    private SessionsBuilder builder() {
        return Sessions.builder(factory()).clock(clock);
    }

    private InMemorySessionHandlerFactory factory() {
        return InMemorySessionHandlerFactory.builder().store(store).build();
    }
}
