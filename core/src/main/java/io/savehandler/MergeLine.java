package io.savehandler;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lines up those requests of one {@link Sessions} whose merge has met another save, first come, first served: of one
 * session's, one at a time tries again. All of them at once would mostly defeat each other. Correct without it: a request
 * that has waited for long enough tries again out of line. Thread-safe.
 */
final class MergeLine {
    private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();

    /**
     * Tries again when this request is first in its session's line, or out of line when the wait is over or the thread is
     * interrupted: whether an interrupt keeps what is to be saved from the store is the handler's to say.
     *
     * @param id whose line
     * @param longestWait for the first place; zero or negative takes that only if it is free
     * @param again may come back to this line
     */
    void await(String id, Duration longestWait, Runnable again) {
        Turn turn = turns.compute(id, (key, present) -> (present == null ? new Turn() : present).join());
        try {
            if (turn.comes(longestWait)) {
                turn.use(again);
            } else {
                again.run();
            }
        } finally {
            turns.computeIfPresent(id, (key, present) -> present.part());
        }
    }

    /** How many sessions have requests in line. */
    int size() {
        return turns.size();
    }

    /** How many requests wait in a session's line, behind its first. */
    int waiting(String id) {
        Turn turn = turns.get(id);
        return turn == null ? 0 : turn.waiting();
    }

    /** Whose turn it is among one session's requests; who counts as a member is changed in the map's steps only. */
    private static final class Turn {
        private final ReentrantLock first = new ReentrantLock(true);
        private int members;

        Turn join() {
            members++;
            return this;
        }

        @Nullable Turn part() {
            return --members == 0 ? null : this;
        }

        boolean comes(Duration longestWait) {
            try {
                return first.tryLock(TimeUnit.NANOSECONDS.convert(longestWait), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void use(Runnable again) {
            try {
                again.run();
            } finally {
                first.unlock();
            }
        }

        int waiting() {
            return first.getQueueLength();
        }
    }
}
