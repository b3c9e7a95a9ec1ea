package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request does when the store fails, as the application chose. */
class FailingStoreTest {
    private final RecordingStore store = new RecordingStore();
    private final List<String> failed = new ArrayList<>();

    @BeforeEach
    void storeASession() {
        store.sessions.put("known", "a|i:1;".getBytes(UTF_8));
    }

    private SessionsBuilder sessions() {
        return Sessions.builder(store).events(new SessionEvents() {
            @Override
            public void storeFailed(String operation, boolean outcomeUnknown) {
                failed.add(operation);
            }
        });
    }

    @Test
    void aStartThrowsUnlessToldOtherwise() {
        store.failing.add("read");
        Sessions sessions = sessions().build();
        assertThatThrownBy(() -> sessions.start("known")).isInstanceOf(SessionStoreException.class);
        assertThat(failed).containsExactly("read");
    }

    @Test
    void withoutSessionTheRequestGoesOnAndStoresNothing() {
        store.failing.add("open");
        Sessions sessions =
                sessions().whenStartFails(WhenStartFails.WITHOUT_SESSION).build();
        Session session = sessions.start("known");
        assertThat(session.startFailure()).isPresent();
        assertThat(session.id()).isEqualTo("known");
        assertThat(session.mustSendId()).isFalse();
        assertThat(session.keys()).isEmpty();
        session.put("a", 2);
        session.regenerateId(true);
        assertThat(session.id()).isEqualTo("known");
        session.close();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.DROPPED);
        assertThat(store.takeCalls()).isEqualTo("open, close");
        assertThat(store.sessions.get("known")).isEqualTo("a|i:1;".getBytes(UTF_8));
    }

    @Test
    void withoutSessionANewVisitorGetsNoCookie() {
        store.failing.add("read");
        Sessions sessions =
                sessions().whenStartFails(WhenStartFails.WITHOUT_SESSION).build();
        List<String> sent = new ArrayList<>();
        for (String requested : new String[] {null, "", "../etc"}) {
            Session session = sessions.start(requested);
            session.onNewId(sent::add);
            session.close();
            assertThat(session.outcome()).isEqualTo(SessionOutcome.UNTOUCHED);
        }
        assertThat(sent).isEmpty();
    }

    /** A log-out that did not happen must not look like one. */
    @Test
    void withoutSessionNothingCanBeDestroyed() {
        store.failing.add("read");
        Session session = sessions()
                .whenStartFails(WhenStartFails.WITHOUT_SESSION)
                .build()
                .start("known");
        assertThatThrownBy(session::destroy).isSameAs(session.startFailure().orElseThrow());
        session.abort();
    }

    @Test
    void aReadOnlyStartIsTriedWhereLockingFails() {
        LockFailingStore locks = new LockFailingStore(store);
        Sessions sessions =
                Sessions.builder(locks).whenStartFails(WhenStartFails.READ_ONLY).build();
        Session session = sessions.start("known");
        assertThat(session.isWritable()).isFalse();
        assertThat(session.getLong("a", 0)).isEqualTo(1);
    }

    @Test
    void ifThatFailsTooTheFirstFailureIsThrown() {
        store.failing.add("read");
        Sessions sessions = sessions().whenStartFails(WhenStartFails.READ_ONLY).build();
        assertThatThrownBy(() -> sessions.start("known"))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.getSuppressed()).hasSize(1));
        store.calls.clear();
        assertThatThrownBy(() -> sessions.start("known", Concurrency.READ_ONLY))
                .isInstanceOf(SessionStoreException.class);
        assertThat(store.takeCalls())
                .as("no second try")
                .isEqualTo("open, validateId(true), read(known), close(read-only)");
    }

    @Test
    void aSaveThatFailsIsDroppedWhereTheApplicationWantsThat() {
        Sessions sessions = sessions().whenSaveFails(WhenSaveFails.DROP).build();
        store.failing.add("write");
        String result = sessions.run("known", session -> {
            session.put("a", 2);
            return "page";
        });
        assertThat(result).isEqualTo("page");
        assertThat(failed).containsExactly("write");
        assertThat(store.takeCalls()).endsWith("write(known), close");
    }

    @Test
    void aDestroyThatFailsIsNeverDropped() {
        Sessions sessions = sessions().whenSaveFails(WhenSaveFails.DROP).build();
        store.failing.add("destroy");
        Session session = sessions.start("known");
        assertThatThrownBy(session::destroy).isInstanceOf(SessionStoreException.class);
        assertThat(session.outcome()).isEqualTo(SessionOutcome.FAILED);
    }

    /** Fails whoever wants the lock. */
    private record LockFailingStore(RecordingStore store) implements SessionHandlerFactory {
        @Override
        public Set<Capability> capabilities() {
            return store.capabilities();
        }

        @Override
        public SessionHandler newHandler(HandlerContext context) {
            if (context.locking()) {
                throw new SessionStoreException("lock", "the recording store", "told to fail", null);
            }
            return store.newHandler(context);
        }
    }
}
