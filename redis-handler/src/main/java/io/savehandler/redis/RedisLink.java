package io.savehandler.redis;

import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to one server, shared by all requests: made when first needed, made anew when needed after it was
 * lost. Requests that come together share an attempt; after failed ones the next waits a little, longer each time.
 * Thread-safe.
 *
 * <p>The driver itself does not reconnect: it would send again what was on its way.
 */
final class RedisLink implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_RETIREMENT = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Supplier<CompletionStage<RedisWire>> connector;
    private final Timer timer;
    private final long pauseNanos;
    private final RedisRestingNodes resting;
    private final Consumer<RedisWire> onConnected;
    private final Set<RedisWire> retired = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CompletableFuture<RedisWire> current;
    private long lastFailure;
    private int failures;
    private boolean closed;

    /**
     * @param connector begins to connect
     * @param timer lets the pauses between attempts pass
     * @param pause between the first two attempts that fail; doubles
     */
    RedisLink(Supplier<CompletionStage<RedisWire>> connector, Timer timer, Duration pause) {
        this(connector, timer, pause, new RedisRestingNodes(pause));
    }

    /** @param resting the nodes of a cluster that all its links leave alone */
    RedisLink(Supplier<CompletionStage<RedisWire>> connector, Timer timer, Duration pause, RedisRestingNodes resting) {
        this(connector, timer, pause, resting, connection -> {});
    }

    private RedisLink(
            Supplier<CompletionStage<RedisWire>> connector,
            Timer timer,
            Duration pause,
            RedisRestingNodes resting,
            Consumer<RedisWire> onConnected) {
        this.resting = resting;
        this.onConnected = onConnected;
        this.connector = connector;
        this.timer = timer;
        this.pauseNanos = Math.max(1, pause.toNanos());
    }

    /** The same, not connected, that shows each connection before anybody uses it. */
    RedisLink showing(Consumer<RedisWire> listener) {
        return new RedisLink(connector, timer, Duration.ofNanos(pauseNanos), resting, listener);
    }

    /** Which nodes of a cluster, if this is the link to one, are left alone. */
    RedisRestingNodes resting() {
        return resting;
    }

    /** The connection, open or being opened. */
    CompletableFuture<RedisWire> connection() {
        CompletableFuture<RedisWire> present = current;
        return present != null && present.isDone() && isOpen(present) ? present : connectionOrAttempt();
    }

    /** The connection, if it is open. */
    @Nullable RedisWire connectionIfOpen() {
        CompletableFuture<RedisWire> present = current;
        return present != null && present.isDone() && isOpen(present) ? present.join() : null;
    }

    private synchronized CompletableFuture<RedisWire> connectionOrAttempt() {
        CompletableFuture<RedisWire> present = current;
        if (present == null || (present.isDone() && !isOpen(present))) {
            present = closed
                    ? CompletableFuture.failedFuture(new IllegalStateException("the factory is closed"))
                    : attempt();
            current = present;
        }
        return present;
    }

    /** Whether there is a connection; begins to make one if there is none. */
    boolean isConnected() {
        CompletableFuture<RedisWire> connection = connection();
        return connection.isDone() && !connection.isCompletedExceptionally();
    }

    /**
     * Gives up a connection that does not answer, unless that has been done; what still waits for it fails. Closing one to a
     * cluster waits for those to its nodes, which is nothing for whoever called this, and less for the driver's threads.
     */
    void drop(RedisWire dead) {
        if (isForgotten(dead)) {
            timer.after(0).execute(() -> {
                CompletableFuture<?> unused = dead.close();
            });
        }
    }

    /**
     * Takes a new connection to a cluster from now on, unless that has been done. One of the nodes was lost; what waits for
     * the others may still be answered.
     */
    void retire(RedisWire incomplete) {
        if (isForgotten(incomplete)) {
            retired.add(incomplete);
            timer.schedule(() -> closeRetired(incomplete), LONGEST_RETIREMENT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void closeRetired(RedisWire wire) {
        if (retired.remove(wire)) {
            CompletableFuture<?> unused = wire.close();
        }
    }

    private synchronized boolean isForgotten(RedisWire dead) {
        CompletableFuture<RedisWire> present = current;
        if (present == null || present.isCompletedExceptionally() || !dead.equals(present.getNow(null))) {
            return false;
        }
        current = null;
        return true;
    }

    /** Runs a task after the longest pause, unless this is closed by then. */
    synchronized void later(Runnable task) {
        if (!closed) {
            timer.schedule(task, LONGEST_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Closes the connection. May be called more than once. */
    @Override
    public void close() {
        CompletableFuture<RedisWire> last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        List<CompletableFuture<?>> closing = new ArrayList<>();
        if (last != null) {
            closing.add(last.thenCompose(RedisWire::close));
        }
        for (RedisWire wire : List.copyOf(retired)) {
            if (retired.remove(wire)) {
                closing.add(wire.close());
            }
        }
        closeAndWait(CompletableFuture.allOf(closing.toArray(new CompletableFuture<?>[0])));
    }

    private static void closeAndWait(CompletionStage<Void> closing) {
        try {
            StoreReply.await(closing, StoreReply.deadline(LONGEST_CLOSE));
        } catch (ExecutionException | TimeoutException e) {
            // It was not open, or its server is dead; the client's own end ends it.
        }
    }

    private CompletableFuture<RedisWire> attempt() {
        long wait = failures == 0 ? 0 : lastFailure + pause() - System.nanoTime();
        CompletionStage<RedisWire> connecting = wait <= 0
                ? connector.get()
                : CompletableFuture.supplyAsync(connector, timer.after(wait)).thenCompose(stage -> stage);
        return connecting
                .thenApply(connection -> {
                    onConnected.accept(connection);
                    return connection;
                })
                .whenComplete((connection, failure) -> ended(failure))
                .toCompletableFuture();
    }

    private synchronized void ended(@Nullable Throwable failure) {
        failures = failure == null ? 0 : failures + 1;
        lastFailure = System.nanoTime();
    }

    private long pause() {
        return Math.min(LONGEST_PAUSE.toNanos(), pauseNanos << Math.min(failures - 1, 10));
    }

    private static boolean isOpen(CompletableFuture<RedisWire> done) {
        return !done.isCompletedExceptionally() && done.join().isOpen();
    }

    /** Runs things later. */
    @FunctionalInterface
    interface Timer {
        void schedule(Runnable task, long nanos, TimeUnit unit);

        default Executor after(long nanos) {
            return task -> schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
    }
}
