package io.savehandler.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedStoreTest {
    private static final Duration LIFETIME = Duration.ofMinutes(24);
    private static final byte[] DATA = "data".getBytes(UTF_8);

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void whatHasExpiredGoesBeforeWhatIsAlive() {
        InMemorySessionStore store = InMemorySessionStore.bounded(3);
        put(store, "alive", Duration.ofSeconds(1));
        put(store, "expired", Duration.ZERO);
        put(store, "alive-too", Duration.ofSeconds(2));
        write(store, "new");
        assertThat(held(store, "alive", "expired", "alive-too", "new")).containsExactly("alive", "alive-too", "new");
    }

    @Test
    void amongTheLivingTheOneThatWasNotUsedForTheLongestTimeGoes() {
        InMemorySessionStore store = InMemorySessionStore.bounded(3);
        for (String id : List.of("a", "b", "c")) {
            write(store, id);
            clock.advance(Duration.ofSeconds(1));
        }
        try (SessionHandler user = handler(store, true)) {
            user.updateTimestamp("a", user.read("a"));
        }
        write(store, "d");
        write(store, "e");
        assertThat(held(store, "a", "b", "c", "d", "e")).containsExactly("a", "d", "e");
    }

    @Test
    void theOrderHoldsAmongManySessions() {
        int many = 20_000;
        InMemorySessionStore store = InMemorySessionStore.bounded(many);
        List<Integer> seconds = new ArrayList<>(IntStream.range(0, many).boxed().toList());
        Collections.shuffle(seconds, new Random(1));
        seconds.forEach(second -> put(store, "s" + second, Duration.ofSeconds(second)));
        for (int i = 0; i < many / 4; i++) {
            put(store, "new" + i, Duration.ofDays(1));
            assertThat(store.find("s" + i)).isEmpty();
            assertThat(store.size()).isEqualTo(many);
        }
        assertThat(store.find("s" + many / 4)).isPresent();
    }

    @Test
    void aLockedSessionNeverGoes() {
        InMemorySessionStore store = InMemorySessionStore.bounded(2);
        put(store, "locked", Duration.ZERO);
        put(store, "free", LIFETIME);
        try (SessionHandler holder = handler(store, true)) {
            holder.read("locked");
            write(store, "new");
            assertThat(held(store, "locked", "free", "new")).containsExactly("locked", "new");
        }
    }

    @Test
    void whereAllAreLockedANewSessionIsRefusedAndNothingChanged() {
        InMemorySessionStore store = InMemorySessionStore.bounded(1);
        put(store, "a", LIFETIME);
        try (SessionHandler holder = handler(store, true)) {
            holder.read("a");
            assertThatThrownBy(() -> write(store, "b"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("savehandler.memory.max_sessions");
            assertThatThrownBy(() -> holder.regenerate(new Regeneration("a", "b", DATA, true)))
                    .isInstanceOf(SessionStoreException.class);
            holder.write("a", DATA);
        }
        assertThat(held(store, "a", "b")).containsExactly("a");
        assertThat(store.locked()).isZero();
        write(store, "b");
        assertThat(held(store, "a", "b")).containsExactly("b");
    }

    @Test
    void whoUsesAnEvictedSessionWithoutItsLockIsTold() {
        InMemorySessionStore store = InMemorySessionStore.bounded(1);
        put(store, "a", LIFETIME);
        try (SessionHandler reader = handler(store, false)) {
            reader.read("a");
            write(store, "b");
            assertThatThrownBy(() -> reader.write("a", DATA)).isInstanceOf(SessionGoneException.class);
        }
        assertThat(held(store, "a", "b")).containsExactly("b");
    }

    @Test
    void whatIsReplacedOrNotWrittenTakesNoRoom() {
        InMemorySessionStore store = InMemorySessionStore.bounded(2);
        write(store, "a");
        write(store, "b");
        write(store, "b");
        try (SessionHandler visitor = handler(store, true)) {
            assertThat(visitor.read("c")).isEmpty();
            visitor.updateTimestamp("c", DATA);
            visitor.destroy("c");
        }
        assertThat(held(store, "a", "b")).containsExactly("a", "b");
    }

    @Test
    void whatIsRemovedGivesItsRoomBack() {
        InMemorySessionStore store = InMemorySessionStore.bounded(2);
        write(store, "a");
        write(store, "b");
        try (SessionHandler user = handler(store, true)) {
            user.destroy("a");
            user.destroy("a");
        }
        write(store, "c");
        assertThat(held(store, "b", "c")).containsExactly("b", "c");
        clock.advance(LIFETIME);
        try (SessionHandler collector = handler(store, true)) {
            assertThat(collector.gc(LIFETIME)).isEqualTo(2);
        }
        write(store, "d");
        write(store, "e");
        store.clear();
        write(store, "f");
        write(store, "g");
        assertThat(held(store, "f", "g")).containsExactly("f", "g");
    }

    @Test
    void whoWritesIntoAStoreForOneSessionIsNotRefusedBecauseAnotherThreadMakesRoom() throws Exception {
        InMemorySessionStore store = InMemorySessionStore.bounded(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            running.add(threads.submit(() -> {
                for (int i = 0; i < 5_000; i++) {
                    write(store, "s" + thread + "-" + i);
                }
            }));
        }
        threads.shutdown();
        for (Future<?> thread : running) {
            thread.get();
        }
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void onlyABoundedStoreMayEvict() {
        assertThat(capabilities(InMemorySessionStore.bounded(1))).contains(Capability.MAY_EVICT);
        assertThat(capabilities(new InMemorySessionStore())).doesNotContain(Capability.MAY_EVICT);
        assertThatThrownBy(() -> InMemorySessionStore.bounded(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBoundHoldsAndLockedSessionsStayWhileManyThreadsWrite() throws Exception {
        int bound = 200;
        InMemorySessionStore store = InMemorySessionStore.bounded(bound);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int thread = t;
            running.add(threads.submit(() -> crowd(store, thread, bound)));
        }
        threads.shutdown();
        for (Future<?> thread : running) {
            thread.get();
        }
        assertThat(store.size()).isEqualTo(bound);
        try (SessionHandler handler = handler(store, false)) {
            assertThat(handler.ids()).as("one by one").hasSize(bound);
        }
        assertThat(store.locked()).isZero();
    }

    private void crowd(InMemorySessionStore store, int thread, int bound) {
        for (int round = 0; round < 200; round++) {
            String own = "own" + thread + "-" + round;
            try (SessionHandler holder = handler(store, true)) {
                holder.read(own);
                holder.write(own, DATA);
                for (int i = 0; i < 50; i++) {
                    write(store, "other" + thread + "-" + round + "-" + i);
                    assertThat(store.size()).isLessThanOrEqualTo(bound);
                }
                holder.write(own, DATA);
                assertThat(store.find(own)).hasValue(DATA);
                if (round % 3 == 0) {
                    holder.destroy(own);
                }
            }
        }
    }

    private void put(InMemorySessionStore store, String id, Duration life) {
        store.put(id, DATA, clock.instant().plus(life));
    }

    private void write(InMemorySessionStore store, String id) {
        try (SessionHandler writer = handler(store, false)) {
            writer.write(id, DATA);
        }
    }

    private SessionHandler handler(InMemorySessionStore store, boolean locking) {
        return InMemorySessionHandlerFactory.builder()
                .store(store)
                .clock(clock)
                .build()
                .newHandler(HandlerContext.builder()
                        .locking(locking)
                        .lifetime(LIFETIME)
                        .build());
    }

    private static List<String> held(InMemorySessionStore store, String... ids) {
        return List.of(ids).stream().filter(id -> store.find(id).isPresent()).toList();
    }

    private static Set<Capability> capabilities(InMemorySessionStore store) {
        return InMemorySessionHandlerFactory.builder().store(store).build().capabilities();
    }
}
