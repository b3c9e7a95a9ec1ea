package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads: gc in the background, starts on others, and how long a request waits for one. */
class SessionWaitsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    private void stored(String data) {
        store.sessions.put("known", data.getBytes(UTF_8));
    }

    @Test
    void aStartOnAnotherThreadThatNobodyWaitsForAnyMoreLeavesNothingHeld() {
        stored("a|i:1;");
        Deque<Runnable> work = new ArrayDeque<>();
        Sessions withoutGc = Sessions.builder(store)
                .config(SessionConfig.builder().gcProbability(0, 1).build())
                .build();
        CompletableFuture<Session> started = withoutGc.startAsync("known", Concurrency.LOCK, work::add);
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

    private static List<Thread> gcThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("savehandler-gc"))
                .toList();
    }
}
