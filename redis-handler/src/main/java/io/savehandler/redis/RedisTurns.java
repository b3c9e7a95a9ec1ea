package io.savehandler.redis;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that the requests of this JVM, handing a session's lock from each to the next, do not keep PHP out, which looks
 * for a free lock every 2 to 20 ms only: now and then the lock stays free for a little longer. Thread-safe.
 */
final class RedisTurns {
    private static final int LONGEST_ROW = 8;
    private static final Duration GAP = Duration.ofMillis(25);

    private final ConcurrentHashMap<String, Integer> rows = new ConcurrentHashMap<>();

    /** A request is about to take a session's lock from another of this JVM. */
    void next(String id) {
        if (rows.merge(id, 1, Integer::sum) % LONGEST_ROW == 0) {
            LockSupport.parkNanos(GAP.toNanos());
        }
    }

    /** Nobody of this JVM waits for the session's lock. */
    void end(String id) {
        rows.remove(id);
    }

    /** How many sessions are being handed on. */
    int size() {
        return rows.size();
    }
}
