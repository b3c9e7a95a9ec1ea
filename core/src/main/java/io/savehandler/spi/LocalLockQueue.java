package io.savehandler.spi;

import io.savehandler.SessionLockTimeoutException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lines up the requests of this JVM that want the same session, first come, first served, so that at most one of them
 * waits at the store. Thread-safe. A place in the line belongs to the request, not to a thread: any thread may leave it.
 */
public final class LocalLockQueue {
    private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

    /** Creates an empty queue. */
    public LocalLockQueue() {}

    /**
     * Waits until this request is first in its session's line.
     *
     * @param key what is locked: the session's id or the store's key for it
     * @param attempts bounds the wait
     * @return the place, to be left when the lock is given back
     * @throws SessionLockTimeoutException if the wait took too long
     * @throws io.savehandler.SessionInterruptedException if the thread was interrupted
     */
    public Place enter(String key, LockAttempts attempts) {
        Line line = lines.compute(key, (k, present) -> (present == null ? new Line() : present).join());
        boolean entered = false;
        try {
            entered = attempts.awaitTurn(line.turn);
        } finally {
            if (!entered) {
                leave(key);
            }
        }
        return new Place(key, line);
    }

    /**
     * Takes the first place in a session's line if nobody is in it. Never waits.
     *
     * @param key what is locked
     * @return the place, or nothing where somebody holds the lock or waits for it
     */
    public Optional<Place> tryEnter(String key) {
        Line line = new Line().join();
        line.turn.acquireUninterruptibly();
        return lines.putIfAbsent(key, line) == null ? Optional.of(new Place(key, line)) : Optional.empty();
    }

    /** Whether somebody holds the session's lock or waits for it. */
    public boolean isOccupied(String key) {
        return lines.containsKey(key);
    }

    /** How many requests wait in a session's line, behind its first. */
    int waiting(String key) {
        Line line = lines.get(key);
        return line == null ? 0 : line.turn.getQueueLength();
    }

    /** How many sessions have somebody holding or waiting; 0 when nobody is left. */
    public int size() {
        return lines.size();
    }

    private void leave(String key) {
        lines.computeIfPresent(key, (k, line) -> line.part());
    }

    private static final class Line {
        final Semaphore turn = new Semaphore(1, true);
        private int members;

        Line join() {
            members++;
            return this;
        }

        @org.jspecify.annotations.Nullable Line part() {
            return --members == 0 ? null : this;
        }
    }

    /** The first place in a session's line. Thread-safe. */
    public final class Place implements AutoCloseable {
        private final String key;
        private final Line line;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String key, Line line) {
            this.key = key;
            this.line = line;
        }

        /** Lets the next request in. May be called more than once. */
        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                line.turn.release();
                leave(key);
            }
        }
    }

    /** Acquires within a time; interruptible. */
    static boolean acquire(Semaphore turn, long nanos) throws InterruptedException {
        return turn.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}
