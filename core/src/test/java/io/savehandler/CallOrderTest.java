package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The handler's calls, in the order of PHP's session module or of the listed deviations from it. */
class CallOrderTest {
    private final RecordingStore store = new RecordingStore();

    private Sessions sessions(String... settings) {
        java.util.Map<String, String> map = new java.util.HashMap<>();
        map.put("session.gc_probability", "0");
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return Sessions.builder(store).config(SessionConfig.from(map)).build();
    }

    private void stored(String id, String data) {
        store.sessions.put(id, data.getBytes(UTF_8));
    }

    @Test
    void newVisitor() {
        sessions().start(null).close();
        assertThat(store.takeCalls()).isEqualTo("open, createId, read(new), write(new), close");
    }

    @Test
    void newVisitorWithGc() {
        sessions("session.gc_probability", "100").start(null).abort();
        assertThat(store.takeCalls()).isEqualTo("open, createId, read(new), gc(1440), close");
    }

    @Test
    void aGcThatFailsCostsNobodyTheSession() {
        store.failing.add("gc");
        sessions("session.gc_probability", "100").start(null).close();
        assertThat(store.takeCalls()).isEqualTo("open, createId, read(new), gc(1440), write(new), close");
    }

    @Test
    void knownIdWithoutStrictMode() {
        stored("known", "a|i:1;");
        sessions("session.use_strict_mode", "0").start("known").abort();
        assertThat(store.takeCalls()).isEqualTo("open, read(known), close");
    }

    @Test
    void unknownIdWithoutStrictModeIsKept() {
        Session session = sessions("session.use_strict_mode", "0").start("mine");
        assertThat(session.id()).isEqualTo("mine");
        assertThat(session.mustSendId()).isFalse();
        session.abort();
        assertThat(store.takeCalls()).isEqualTo("open, read(mine), close");
    }

    @Test
    void knownIdInStrictMode() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known");
        assertThat(session.isNew()).isFalse();
        assertThat(session.mustSendId()).isFalse();
        session.abort();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), close");
    }

    @Test
    void unknownIdInStrictModeIsReplaced() {
        Session session = sessions().start("forged");
        assertThat(session.id()).isEqualTo("new");
        assertThat(session.isNew()).isTrue();
        assertThat(session.mustSendId()).isTrue();
        session.abort();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(false), createId, read(new), close");
    }

    @Test
    void anIdThatCannotBeOneNeverReachesTheHandler() {
        for (String settings : new String[] {"0", "1"}) {
            sessions("session.use_strict_mode", settings)
                    .start("../../etc/passwd")
                    .abort();
            assertThat(store.takeCalls()).isEqualTo("open, createId, read(new), close");
        }
    }

    @Test
    void changedDataIsWritten() {
        stored("known", "a|i:1;");
        try (Session session = sessions().start("known")) {
            session.put("a", 2);
        }
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), write(known), close");
        assertThat(store.sessions.get("known")).asString().isEqualTo("a|i:2;");
    }

    @Test
    void unchangedDataIsTouched() {
        stored("known", "a|i:1;");
        try (Session session = sessions().start("known")) {
            session.put("a", 1);
        }
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), updateTimestamp(known), close");
    }

    @Test
    void unchangedDataIsWrittenWithoutLazyWrite() {
        stored("known", "a|i:1;");
        sessions("session.lazy_write", "0").start("known").close();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), write(known), close");
    }

    @Test
    void anEmptySessionIsAlwaysWrittenUnderTheLock() {
        stored("known", "");
        sessions().start("known").close();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), write(known), close");
    }

    @Test
    void anUnchangedEmptySessionIsNotWrittenWithoutALock() {
        stored("known", "");
        sessions().start("known", Concurrency.LAST_WRITE_WINS).close();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), updateTimestamp(known), close");
    }

    @Test
    void withoutALockAStoreThatCannotTouchIsLeftAlone() {
        store.capabilities.remove(Capability.TOUCH);
        stored("known", "a|i:1;");
        Session session = sessions().start("known", Concurrency.LAST_WRITE_WINS);
        session.close();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), close");
        assertThat(session.outcome()).isEqualTo(SessionOutcome.UNTOUCHED);
    }

    @Test
    void readOnlyLetsGoAtOnce() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known", Concurrency.READ_ONLY);
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), close(read-only)");
        assertThat(session.getLong("a", 0)).isEqualTo(1);
        assertThatThrownBy(() -> session.put("a", 2)).isInstanceOf(IllegalStateException.class);
        session.close();
        assertThat(store.takeCalls()).isEmpty();
    }

    @Test
    void abortOnlyCloses() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known");
        session.put("a", 2);
        session.abort();
        session.close();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), close");
        assertThat(store.sessions.get("known")).asString().isEqualTo("a|i:1;");
    }

    @Test
    void destroyDestroysAndCloses() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known");
        session.destroy();
        session.close();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), destroy(known), close");
        assertThat(store.sessions).isEmpty();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.DESTROYED);
    }

    @Test
    void resetReadsAgain() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known");
        session.put("a", 2);
        stored("known", "a|i:3;");
        session.reset();
        assertThat(session.getLong("a", 0)).isEqualTo(3);
        session.abort();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), read(known), close");
    }

    @Test
    void regenerateStoresTheNewSessionBeforeItDealsWithTheOld() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known");
        session.put("a", 2);
        session.regenerateId(true);
        assertThat(session.id()).isEqualTo("new");
        assertThat(session.mustSendId()).isTrue();
        session.close();
        assertThat(store.takeCalls())
                .isEqualTo(
                        "open, validateId(true), read(known), createId, validateId(false), write(new), destroy(known),"
                                + " updateTimestamp(new), close");
        assertThat(store.sessions).containsOnlyKeys("new");
        assertThat(store.sessions.get("new")).asString().isEqualTo("a|i:2;");
    }

    @Test
    void regenerateThatKeepsTheOldWritesBoth() {
        stored("known", "a|i:1;");
        Session session = sessions().start("known");
        session.put("a", 2);
        session.regenerateId(false);
        session.put("a", 3);
        session.close();
        assertThat(store.takeCalls())
                .isEqualTo("open, validateId(true), read(known), createId, validateId(false), write(new), write(known),"
                        + " write(new), close");
        assertThat(store.sessions.get("known")).asString().isEqualTo("a|i:2;");
        assertThat(store.sessions.get("new")).asString().isEqualTo("a|i:3;");
    }

    @Test
    void regenerateTriesAnotherIdWhenOneIsTaken() {
        stored("known", "a|i:1;");
        stored("taken", "b|i:1;");
        store.nextIds.add("taken");
        Session session = sessions().start("known");
        session.regenerateId(true);
        session.close();
        assertThat(session.id()).isEqualTo("new");
        assertThat(store.sessions.get("taken")).asString().isEqualTo("b|i:1;");
    }

    @Test
    void aFailedOpenOrReadClosesTheHandler() {
        for (String operation : new String[] {"open", "read"}) {
            store.failing.add(operation);
            assertThatThrownBy(() -> sessions().start(null)).isInstanceOf(SessionStoreException.class);
            assertThat(store.takeCalls()).endsWith(", close");
            store.failing.clear();
        }
    }

    @Test
    void aFailedWriteIsAnErrorAndClosesTheHandler() {
        store.failing.add("write");
        Session session = sessions().start(null);
        assertThatThrownBy(session::close).isInstanceOf(SessionStoreException.class);
        assertThat(store.takeCalls()).isEqualTo("open, createId, read(new), write(new), close");
        assertThat(session.outcome()).isEqualTo(SessionOutcome.FAILED);
        session.close();
        assertThat(store.takeCalls()).isEmpty();
    }

    @Test
    void aFailedDestroyIsAnErrorAndClosesTheHandler() {
        store.failing.add("destroy");
        Session session = sessions().start(null);
        assertThatThrownBy(session::destroy).isInstanceOf(SessionStoreException.class);
        assertThat(store.takeCalls()).isEqualTo("open, createId, read(new), destroy(new), close");
    }

    @Test
    void malformedDataIsReportedAndKept() {
        stored("known", "a|i:1;b|x");
        assertThatThrownBy(() -> sessions().start("known")).isInstanceOfSatisfying(SessionDataException.class, e -> {
            assertThat(e.format()).isEqualTo("php");
            assertThat(e.offset()).isEqualTo(8);
        });
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), close");
        assertThat(store.sessions.get("known")).asString().isEqualTo("a|i:1;b|x");
    }
}
