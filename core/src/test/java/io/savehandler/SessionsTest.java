package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    private void stored(String data) {
        store.sessions.put("known", data.getBytes(UTF_8));
    }

    private String stored() {
        return new String(store.sessions.get("known"), UTF_8);
    }

    @Test
    void runCommitsOnReturn() {
        stored("visits|i:1;");
        long visits = sessions.run("known", session -> session.update("visits", v -> v.toLong(0) + 1));
        assertThat(visits).isEqualTo(2);
        assertThat(stored()).isEqualTo("visits|i:2;");
    }

    @Test
    void runAbortsOnThrow() {
        stored("visits|i:1;");
        assertThatThrownBy(() -> sessions.run("known", session -> {
                    session.put("visits", 9);
                    throw new IllegalArgumentException("work failed");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stored()).isEqualTo("visits|i:1;");
        assertThat(store.takeCalls()).endsWith(", close");
    }

    @Test
    void valuesComeBackAsTheyWerePut() {
        Session session = sessions.start(null);
        session.put("text", "héllo");
        session.put("long", 42L);
        session.put("double", 1.5);
        session.put("flag", true);
        session.put("bytes", new byte[] {0, -1});
        session.put("list", List.of(1, "two"));
        session.put("map", Map.of("k", "v"));
        assertThat(session.getString("text")).isEqualTo("héllo");
        assertThat(session.getLong("long", 0)).isEqualTo(42);
        assertThat(session.getDouble("double", 0)).isEqualTo(1.5);
        assertThat(session.getBoolean("flag", false)).isTrue();
        assertThat(session.getBytes("bytes")).containsExactly(0, -1);
        assertThat(session.getList("list")).hasSize(2);
        assertThat(session.getMap("map")).containsEntry("k", PhpValue.of("v"));
        assertThat(session.keys()).containsExactly("text", "long", "double", "flag", "bytes", "list", "map");
        session.remove("list");
        assertThat(session.contains("list")).isFalse();
        session.clear();
        assertThat(session.keys()).isEmpty();
    }

    @Test
    void aKeyThatIsNotTextIsKeptAndCostsNothing() {
        store.sessions.put("known", new byte[] {(byte) 0xff, '|', 'i', ':', '1', ';', 'a', '|', 'i', ':', '1', ';'});
        Session session = sessions.start("known");
        assertThat(session.keys()).containsExactly("a");
        session.put("a", 2);
        session.close();
        assertThat(store.sessions.get("known"))
                .containsExactly((byte) 0xff, '|', 'i', ':', '1', ';', 'a', '|', 'i', ':', '2', ';');
    }

    @Test
    void absentKeysAreNull() {
        Session session = sessions.start(null);
        assertThat(session.get("x").isNull()).isTrue();
        assertThat(session.getString("x")).isNull();
        assertThat(session.getBytes("x")).isNull();
        assertThat(session.getLong("x", 7)).isEqualTo(7);
        assertThat(session.getList("x")).isEmpty();
        assertThat(session.getMap("x")).isEmpty();
    }

    @Test
    void aConversionThatFailsNamesTheKeyAndNotTheValue() {
        stored("cart|s:6:\"secret\";");
        assertThatThrownBy(() -> sessions.start("known").getLong("cart", 0))
                .isInstanceOf(PhpConversionException.class)
                .hasMessageContaining("\"cart\"")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aKeyThatTheFormatCannotStoreIsRefusedWhenItIsPut() {
        Session session = sessions.start(null);
        assertThatThrownBy(() -> session.put("a|b", 1))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("php");
        assertThatThrownBy(() -> session.put("12", 1)).isInstanceOf(SessionDataException.class);
        assertThat(session.keys()).isEmpty();
    }

    @Test
    void assigningToAReferenceChangesEveryHolder() {
        stored("a|i:1;b|R:1;");
        try (Session session = sessions.start("known")) {
            session.put("a", "both");
        }
        assertThat(stored()).isEqualTo("a|s:4:\"both\";b|R:1;");
    }

    @Test
    void anEndedSessionRefusesChangesAndStaysReadable() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.commit();
        assertThat(session.getLong("a", 0)).isEqualTo(1);
        assertThat(session.isWritable()).isFalse();
        assertThatThrownBy(() -> session.put("a", 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::destroy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.regenerateId(true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSessionOverTheLimitIsNotSavedAndItsLargestKeyIsNamed() {
        Sessions small = Sessions.builder(store)
                .config(SessionConfig.builder().maxSessionBytes(100).build())
                .build();
        stored("a|i:1;");
        Session session = small.start("known");
        session.put("a", 2);
        session.put("cart", "x".repeat(100));
        assertThatThrownBy(session::close)
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("\"cart\"")
                .hasMessageContaining("savehandler.max_session_bytes");
        assertThat(stored()).isEqualTo("a|i:1;");
        assertThat(store.takeCalls()).endsWith(", close");
    }

    @Test
    void aStoredSessionOverTheLimitIsReportedAndKept() {
        Sessions small = Sessions.builder(store)
                .config(SessionConfig.builder().maxSessionBytes(5).build())
                .build();
        stored("a|i:1;");
        assertThatThrownBy(() -> small.start("known"))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("savehandler.max_session_bytes");
        assertThat(stored()).isEqualTo("a|i:1;");
    }

    @Test
    void aSessionDestroyedByAnotherRequestStaysGone() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.put("a", 2);
        store.sessions.clear();
        session.close();
        assertThat(store.sessions).isEmpty();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.DROPPED);
    }

    @Test
    void whenGoneCanThrowOrRecreate() {
        for (WhenGone choice : new WhenGone[] {WhenGone.THROW, WhenGone.RECREATE}) {
            stored("a|i:1;");
            Session session = Sessions.builder(store).whenGone(choice).build().start("known");
            session.put("a", 2);
            store.sessions.clear();
            if (choice == WhenGone.THROW) {
                assertThatThrownBy(session::close).isInstanceOf(SessionGoneException.class);
                assertThat(store.sessions).isEmpty();
            } else {
                session.close();
                assertThat(stored()).isEqualTo("a|i:2;");
                assertThat(session.outcome()).isEqualTo(SessionOutcome.SAVED);
            }
        }
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
    void anUnknownFormatOrHandlerIsNamed() {
        assertThatThrownBy(() -> Sessions.from(Map.of("session.save_handler", "mongo")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("mongo");
        SessionConfig wddx = SessionConfig.builder().serializeHandler("wddx").build();
        assertThatThrownBy(() -> Sessions.builder(store).config(wddx).build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("php_serialize");
    }

    @Test
    void nothingPrintsAnId() {
        stored("a|i:1;");
        assertThat(sessions.start("known").toString()).doesNotContain("known");
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
    void aWriteWithoutAnswerIsASuccessIfTheStoreHoldsTheData() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.put("a", 2);
        store.lostAnswers.add("write");
        session.close();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.SAVED);
        assertThat(stored()).isEqualTo("a|i:2;");
    }

    @Test
    void aWriteWithoutAnswerIsReportedIfTheStoreHoldsOtherData() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.put("a", 2);
        store.failing.add("write");
        store.failuresAreUnknown = true;
        assertThatThrownBy(session::close)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.outcomeUnknown()).isTrue());
        assertThat(stored()).isEqualTo("a|i:1;");
        assertThat(store.takeCalls()).containsOnlyOnce("write(");
    }

    @Test
    void aStartOnAnotherThreadThatNobodyWaitsForAnyMoreLeavesNothingHeld() {
        stored("a|i:1;");
        Deque<Runnable> work = new ArrayDeque<>();
        CompletableFuture<Session> started = sessions.startAsync("known", Concurrency.LOCK, work::add);
        assertThat(started.cancel(false)).isTrue();
        work.remove().run();
        assertThat(store.takeCalls()).isEqualTo("open, validateId(true), read(known), close");
    }

    @Test
    void aStartOnAnotherThreadCompletesWithTheSessionOrTheError() {
        stored("a|i:1;");
        assertThat(sessions.startAsync("known", Concurrency.LOCK, Runnable::run)
                        .join()
                        .getLong("a", 0))
                .isEqualTo(1);
        store.failing.add("read");
        assertThatThrownBy(() -> sessions.startAsync("known", Concurrency.LOCK, Runnable::run)
                        .join())
                .hasCauseInstanceOf(SessionStoreException.class);
    }

    @Test
    void eventsTellWhatHappened() {
        List<String> told = new ArrayList<>();
        Sessions observed = Sessions.builder(store).events(recorder(told)).build();
        stored("a|i:1;");
        observed.start("known").close();
        observed.run("known", session -> {
            session.put("a", 2);
            session.regenerateId(true);
            return session.id();
        });
        store.nextIds.add("fresh");
        observed.start("for/ged").abort();
        assertThat(told)
                .containsExactly(
                        "started LOCK true 6",
                        "ended TOUCHED 6",
                        "started LOCK true 6",
                        "regenerated",
                        "ended TOUCHED 6",
                        "refused true",
                        "started LOCK false 0",
                        "ended UNTOUCHED 0");
        store.failing.add("read");
        assertThatThrownBy(() -> observed.start(null)).isInstanceOf(SessionStoreException.class);
        assertThat(told).endsWith("failed read");
    }

    private static SessionEvents recorder(List<String> told) {
        return new SessionEvents() {
            @Override
            public void started(Concurrency concurrency, boolean found, int bytes, Duration duration) {
                told.add("started " + concurrency + " " + found + " " + bytes);
            }

            @Override
            public void idRefused(boolean malformed) {
                told.add("refused " + malformed);
            }

            @Override
            public void ended(SessionOutcome outcome, int bytes, Duration duration) {
                told.add("ended " + outcome + " " + bytes);
            }

            @Override
            public void regenerated() {
                told.add("regenerated");
            }

            @Override
            public void storeFailed(String operation, boolean outcomeUnknown) {
                told.add("failed " + operation);
            }
        };
    }

    @Test
    void gcRunsInTheBackgroundAndStopsWithTheSessions() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        SessionEvents events = new SessionEvents() {
            @Override
            public void collected(long removed, Duration duration) {
                twice.countDown();
            }
        };
        SessionConfig always = SessionConfig.builder().gcProbability(1, 1).build();
        try (Sessions background = Sessions.builder(InMemorySessionHandlerFactory.create())
                .config(always)
                .events(events)
                .gcEvery(Duration.ofMillis(2))
                .build()) {
            assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(gcThreads()).hasSize(1);
            background.close();
            for (Thread thread : gcThreads()) {
                thread.join(10_000);
            }
            assertThat(gcThreads()).isEmpty();
        }
    }

    private static List<Thread> gcThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("savehandler-gc"))
                .toList();
    }

    @Test
    void aLockTimeoutFollowsThePolicy() {
        InMemorySessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
        String id = Sessions.builder(memory).build().run(null, session -> {
            session.put("a", 1);
            return session.id();
        });
        Session holder = Sessions.builder(memory).build().start(id);
        for (LockSettings.OnTimeout policy : LockSettings.OnTimeout.values()) {
            Sessions impatient = Sessions.builder(memory)
                    .config(SessionConfig.builder()
                            .lock(LockSettings.builder()
                                    .waitTimeout(Duration.ZERO)
                                    .onTimeout(policy)
                                    .build())
                            .build())
                    .build();
            switch (policy) {
                case FAIL ->
                    assertThatThrownBy(() -> impatient.start(id)).isInstanceOf(SessionLockTimeoutException.class);
                case READ_ONLY -> assertThat(impatient.start(id).isWritable()).isFalse();
                case MERGE -> {
                    try (Session session = impatient.start(id)) {
                        session.put("b", 1);
                    }
                }
            }
        }
        holder.abort();
        assertThat(Sessions.builder(memory).build().run(id, Session::keys)).containsExactly("a", "b");
    }

    @Test
    void aRequestWaitsForALockNoLongerThanItMayLast() {
        InMemorySessionHandlerFactory memory = InMemorySessionHandlerFactory.create();
        Session holder = Sessions.builder(memory).build().start(null);
        holder.put("a", 1);
        Sessions hasty = Sessions.builder(memory)
                .config(SessionConfig.builder().useStrictMode(false).build())
                .requestTimeout(Duration.ofMillis(5))
                .build();
        assertThatThrownBy(() -> hasty.start(holder.id())).isInstanceOf(SessionLockTimeoutException.class);
        holder.close();
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
