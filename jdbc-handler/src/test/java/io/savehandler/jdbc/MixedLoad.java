package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContextBuilder;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Requests of every kind at two nodes of one database, on sessions that they share and on short-lived ones, with gc among
 * them. A request may be told that its session was destroyed or changed by another; whatever else it is told is a failure.
 * Thread-safe.
 */
final class MixedLoad implements AutoCloseable {
    private static final int THREADS_PER_NODE = 3;
    private static final int SHARED = 24;
    private static final int OWNERS = 6;
    private static final Duration BRIEF = Duration.ofSeconds(1);

    private final List<JdbcVisits> nodes;
    private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS_PER_NODE);
    private final List<Future<?>> running = new ArrayList<>();
    private final Map<String, AtomicInteger> done = new ConcurrentSkipListMap<>();

    MixedLoad(TestDatabase database, JdbcSettings settings) {
        this.nodes = List.of(JdbcVisits.to(database, settings), JdbcVisits.through(database, settings));
    }

    /** Goes on until that time of {@link System#nanoTime()}. */
    void start(long end) {
        for (int i = 0; i < THREADS_PER_NODE; i++) {
            nodes.forEach(node -> running.add(threads.submit(() -> {
                while (System.nanoTime() < end) {
                    request(node);
                }
            })));
        }
    }

    /** Waits for the end; fails as the first request that has failed. */
    void finish() throws Exception {
        for (Future<?> requests : running) {
            requests.get();
        }
        assertThat(nodes).allMatch(node -> node.factory().connectionsInUse() == 0);
    }

    /** One request, by chance. */
    private void request(JdbcVisits node) {
        int chance = ThreadLocalRandom.current().nextInt(100);
        if (chance < 20) {
            count("read", () -> node.read(shared()));
        } else if (chance < 45) {
            count("write", () -> write(node, shared(), context -> context));
        } else if (chance < 55) {
            count("write without lock", () -> write(node, shared(), context -> context.locking(false)));
        } else if (chance < 65) {
            count("touch", () -> touch(node, shared()));
        } else if (chance < 80) {
            count("short-lived", () -> write(node, fresh(), context -> context.lifetime(BRIEF)));
        } else if (chance < 90) {
            count("regenerate", () -> regenerate(node, shared()));
        } else if (chance < 95) {
            count("destroy", () -> node.destroy(shared()));
        } else if (chance < 97) {
            count("destroy all", () -> destroyAll(node));
        } else {
            count("gc", () -> collect(node));
        }
    }

    private void count(String kind, Runnable request) {
        String outcome = kind;
        try {
            request.run();
        } catch (SessionGoneException | SessionLockLostException e) {
            outcome = kind + ", gone";
        }
        done.computeIfAbsent(outcome, unused -> new AtomicInteger()).incrementAndGet();
    }

    private static String shared() {
        return "shared" + ThreadLocalRandom.current().nextInt(SHARED);
    }

    private static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static String owner() {
        return "owner" + ThreadLocalRandom.current().nextInt(OWNERS);
    }

    private static SessionHandler request(JdbcVisits node, UnaryOperator<HandlerContextBuilder> settings) {
        String owner = owner();
        return node.request(context -> settings.apply(context).owner(() -> Optional.of(owner)));
    }

    private static void write(JdbcVisits node, String id, UnaryOperator<HandlerContextBuilder> settings) {
        try (SessionHandler handler = request(node, settings)) {
            String before = new String(handler.read(id), StandardCharsets.UTF_8);
            handler.finishing();
            boolean unused = handler.writeIfUnchanged(id, JdbcVisits.bytes(before.length() > 200 ? "" : before + "x"));
        }
    }

    private static void touch(JdbcVisits node, String id) {
        try (SessionHandler handler = request(node, context -> context)) {
            byte[] data = handler.validateId(id) ? handler.read(id) : new byte[0];
            handler.finishing();
            handler.updateTimestamp(id, data);
        }
    }

    private static void regenerate(JdbcVisits node, String id) {
        boolean deleteOld = ThreadLocalRandom.current().nextBoolean();
        try (SessionHandler handler = request(node, context -> context.lifetime(BRIEF))) {
            byte[] data = handler.read(id);
            String newId = fresh();
            assertThat(handler.regenerate(new Regeneration(id, newId, data, deleteOld)))
                    .isEqualTo(Regeneration.Outcome.DONE);
            handler.finishing();
            handler.write(newId, data);
        }
    }

    private static void destroyAll(JdbcVisits node) {
        try (SessionHandler handler = request(node, context -> context.locking(false))) {
            long unused = handler.destroyAllOf(owner(), null);
        }
    }

    private static void collect(JdbcVisits node) {
        try (SessionHandler handler = request(node, context -> context)) {
            long unused = handler.gc(BRIEF);
        }
    }

    /** How many requests of each kind there were. */
    @Override
    public String toString() {
        return done.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        nodes.forEach(JdbcVisits::close);
    }
}
