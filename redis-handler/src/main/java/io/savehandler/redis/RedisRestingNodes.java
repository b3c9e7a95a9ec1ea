package io.savehandler.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster that could not be connected to: each is left alone for a while then, longer each time. Requests for
 * its sessions fail at once meanwhile; those for other nodes' are not concerned. Thread-safe.
 */
final class RedisRestingNodes {
    static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    /** A node that has not failed for that long fails for the first time again. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Failure> failures = new ConcurrentHashMap<>();

    /** @param pause after a node's first failure; doubles up to {@link #LONGEST_PAUSE} */
    RedisRestingNodes(Duration pause) {
        this(pause, System::nanoTime);
    }

    RedisRestingNodes(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = Math.max(1, Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos()));
        this.nanoTime = nanoTime;
    }

    /**
     * A node could not be connected to.
     *
     * @param node as {@link RedisWire} names it
     * @param connection to the whole cluster, of which the node's connection was to be part
     * @param began when the attempt did; of attempts that were made together, one counts
     */
    void failed(String node, Object connection, long began, Throwable cause) {
        failures.compute(node, (same, before) -> failure(before, connection, began, cause));
    }

    /** Whether any node has failed lately. */
    boolean areThere() {
        return !failures.isEmpty();
    }

    /** Why a node is to be left alone now, if it is. */
    Optional<Throwable> whyResting(String node) {
        long now = nanoTime.getAsLong();
        failures.values().removeIf(failure -> !isRecent(failure, now));
        Failure last = failures.get(node);
        return last != null && now - last.end() < 0 ? Optional.of(last.cause()) : Optional.empty();
    }

    /** Whether it was on this very connection that a node failed: then who is in charge has to be found out again. */
    boolean hasFailedOn(String node, Object connection) {
        Failure last = failures.get(node);
        return last != null && last.connection().equals(connection);
    }

    /** Whether a node has failed so lately that others should be asked who is in charge. */
    boolean isDoubtful(String node) {
        Failure last = failures.get(node);
        return last != null && isRecent(last, nanoTime.getAsLong());
    }

    private Failure failure(@Nullable Failure before, Object connection, long began, Throwable cause) {
        long now = nanoTime.getAsLong();
        if (before != null && began - before.time() < 0) {
            return before;
        }
        int times = before != null && isRecent(before, now) ? before.times() + 1 : 1;
        long pause = Math.min(LONGEST_PAUSE.toNanos(), pauseNanos << Math.min(times - 1, 10));
        return new Failure(times, now, now + pause, connection, cause);
    }

    private static boolean isRecent(Failure failure, long now) {
        return now - failure.time() < REMEMBERED.toNanos();
    }

    private record Failure(int times, long time, long end, Object connection, Throwable cause) {}
}
