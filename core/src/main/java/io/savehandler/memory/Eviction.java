package io.savehandler.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Chooses the sessions that go when a store is full: those with the earliest deadline, hence the expired ones first and
 * after them those that were not used for the longest time. A locked session never goes. Thread-safe.
 *
 * <p>One look through the store finds the next sixteenth of its sessions in their order, so an eviction costs a few steps of
 * that look. What is stored after a look with an earlier deadline than its neighbours is not found before the next one.
 */
final class Eviction {
    private static final int SHARE = 16;
    private static final long SHORTEST_PARK_NANOS = 1;
    private static final Comparator<Candidate> ORDER = Comparator.comparingLong(Candidate::deadline);

    private final InMemorySessionStore store;
    private final ReentrantLock looking = new ReentrantLock();
    private final ConcurrentLinkedQueue<Candidate> candidates = new ConcurrentLinkedQueue<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    Eviction(InMemorySessionStore store) {
        this.store = store;
    }

    /**
     * Removes one session, or finds that other threads are about to; false if all are locked.
     *
     * @param full how many sessions fill the store
     */
    boolean makeRoom(int full) {
        while (true) {
            long before = ended.get();
            if (evictCandidate()) {
                return true;
            }
            if (!look()) {
                // What another thread is just removing looks locked, and what it has not quite stored yet is not seen.
                boolean allLocked = locked() >= full && begun.get() == before;
                LockSupport.parkNanos(SHORTEST_PARK_NANOS);
                return !allLocked;
            }
        }
    }

    private boolean evictCandidate() {
        for (Candidate next = candidates.poll(); next != null; next = candidates.poll()) {
            if (evict(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean evict(Candidate candidate) {
        begun.incrementAndGet();
        try {
            return store.evict(candidate.id(), candidate.deadline());
        } finally {
            ended.incrementAndGet();
        }
    }

    /** Looks for candidates, unless another thread has just found some; tells whether there are any. */
    private boolean look() {
        looking.lock();
        try {
            if (!candidates.isEmpty()) {
                return true;
            }
            List<Candidate> nearest = upTo(DeadlineSample.of(store.sessions(), SHARE));
            List<Candidate> found = nearest.isEmpty() ? upTo(Long.MAX_VALUE) : nearest;
            candidates.addAll(found);
            return !found.isEmpty();
        } finally {
            looking.unlock();
        }
    }

    /** How many sessions are locked; some locks are of no session yet, or no more. */
    private long locked() {
        return store.sessions().keySet().stream()
                .filter(store.locks()::isOccupied)
                .count();
    }

    private List<Candidate> upTo(long latest) {
        List<Candidate> found = new ArrayList<>();
        for (Map.Entry<String, StoredSession> entry : store.sessions().entrySet()) {
            long deadline = entry.getValue().deadline();
            if (deadline <= latest && !store.locks().isOccupied(entry.getKey())) {
                found.add(new Candidate(entry.getKey(), deadline));
            }
        }
        found.sort(ORDER);
        return found;
    }

    /** A session that goes unless it is used before its turn comes. */
    private record Candidate(String id, long deadline) {}
}
