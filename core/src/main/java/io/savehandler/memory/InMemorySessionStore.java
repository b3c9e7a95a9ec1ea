package io.savehandler.memory;

import io.savehandler.spi.LocalLockQueue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one JVM and their locks. Thread-safe. Factories may share one, as two web nodes share a server; a test
 * may look into it and change it behind their backs. What it gives out and takes in is copied.
 */
public final class InMemorySessionStore {
    private final ConcurrentHashMap<String, StoredSession> sessions = new ConcurrentHashMap<>();
    private final LocalLockQueue locks = new LocalLockQueue();

    /** Creates a store without sessions. */
    public InMemorySessionStore() {}

    /** How many sessions there are, with those that have expired and await {@code gc}. */
    public int size() {
        return sessions.size();
    }

    /** How many sessions are locked by a request, or waited for. */
    public int locked() {
        return locks.size();
    }

    /** The bytes under an id, even of an expired session that awaits {@code gc}; empty where there is no session. */
    public Optional<byte[]> find(String id) {
        return Optional.ofNullable(sessions.get(Objects.requireNonNull(id, "id")))
                .map(StoredSession::copyOfData);
    }

    /**
     * Puts a session in place, whoever holds its lock.
     *
     * @param id the session's id
     * @param data its bytes
     * @param deadline when it expires
     */
    public void put(String id, byte[] data, Instant deadline) {
        sessions.put(Objects.requireNonNull(id, "id"), StoredSession.copyOf(data, deadline.toEpochMilli()));
    }

    /** Removes a session, whoever holds its lock, and tells whether there was one. */
    public boolean remove(String id) {
        return sessions.remove(Objects.requireNonNull(id, "id")) != null;
    }

    /** Removes all sessions, whoever holds their locks. */
    public void clear() {
        sessions.clear();
    }

    LocalLockQueue locks() {
        return locks;
    }

    @Nullable StoredSession live(String id, long now) {
        return liveOrNull(sessions.get(id), now);
    }

    /** Replaces a session in one step by what the change makes of it; an expired one is shown to the change as none. */
    @Nullable StoredSession change(String id, long now, Function<@Nullable StoredSession, @Nullable StoredSession> change) {
        return sessions.compute(id, (key, present) -> change.apply(liveOrNull(present, now)));
    }

    /**
     * Lets a session live longer, if that is a gain.
     *
     * @param leastGain in milliseconds, positive; for less nothing is changed
     * @return the session, or null if there is none
     */
    @Nullable StoredSession touch(String id, long now, long deadline, long leastGain) {
        StoredSession present = live(id, now);
        if (present == null || present.gain(deadline) < leastGain) {
            return present;
        }
        return change(
                id, now, current -> current == null || current.gain(deadline) <= 0 ? current : current.until(deadline));
    }

    long removeExpired(long now) {
        long removed = 0;
        for (Map.Entry<String, StoredSession> entry : sessions.entrySet()) {
            StoredSession session = entry.getValue();
            if (!session.isLive(now) && sessions.remove(entry.getKey(), session)) {
                removed++;
            }
        }
        return removed;
    }

    private static @Nullable StoredSession liveOrNull(@Nullable StoredSession session, long now) {
        return session != null && session.isLive(now) ? session : null;
    }
}
