package io.savehandler.spi;

import io.savehandler.SessionLockTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
        attempts.requireUninterrupted();
        Line own = new Line();
        if (lines.putIfAbsent(key, own) == null) {
            return new Place(key, false);
        }
        Line line = lines.compute(key, (k, present) -> present == null ? own : present.join());
        boolean waits = line != own;
        if (waits) {
            awaitTurn(key, line, attempts);
        }
        return new Place(key, waits);
    }

    /**
     * Takes the first place in a session's line if nobody is in it. Never waits.
     *
     * @param key what is locked
     * @return the place, or nothing where somebody holds the lock or waits for it
     */
    public Optional<Place> tryEnter(String key) {
        Line line = new Line();
        return lines.putIfAbsent(key, line) == null ? Optional.of(new Place(key, false)) : Optional.empty();
    }

    /** Whether somebody holds the session's lock or waits for it. */
    public boolean isOccupied(String key) {
        return lines.containsKey(key);
    }

    /** How many requests wait in a session's line, behind its first. */
    int waiting(String key) {
        Line line = lines.get(key);
        return line == null ? 0 : line.waiting();
    }

    /** How many sessions have somebody holding or waiting; 0 when nobody is left. */
    public int size() {
        return lines.size();
    }

    private void awaitTurn(String key, Line line, LockAttempts attempts) {
        boolean entered = false;
        try {
            entered = attempts.awaitTurn(line.turn());
        } finally {
            if (!entered) {
                leave(key);
            }
        }
    }

    /** Returns the line if others are still in it. */
    private @Nullable Line leave(String key) {
        return lines.computeIfPresent(key, (k, line) -> line.part());
    }

    /**
     * The requests that want one session; changed in the map's steps only. Whoever opens the line is first without waiting,
     * so that most lines need no semaphore: it has a permit where the first has left and the next has not come forward yet.
     */
    private static final class Line {
        private @Nullable Semaphore turn;
        private int members = 1;

        Line join() {
            members++;
            if (turn == null) {
                turn = new Semaphore(0, true);
            }
            return this;
        }

        @Nullable Line part() {
            return --members == 0 ? null : this;
        }

        Semaphore turn() {
            return Objects.requireNonNull(turn, "turn");
        }

        int waiting() {
            Semaphore present = turn;
            return present == null ? 0 : present.getQueueLength();
        }
    }

    /** The first place in a session's line. Thread-safe. */
    public final class Place implements AutoCloseable {
        private final String key;
        private final boolean waited;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String key, boolean waited) {
            this.key = key;
            this.waited = waited;
        }

        /** Whether another request of this JVM had to leave first. */
        public boolean hasWaited() {
            return waited;
        }

        /** Lets the next request in. May be called more than once. */
        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                Line others = leave(key);
                if (others != null) {
                    others.turn().release();
                }
            }
        }
    }

    /** Acquires within a time; interruptible. */
    static boolean acquire(Semaphore turn, long nanos) throws InterruptedException {
        return turn.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}
