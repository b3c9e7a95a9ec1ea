package io.savehandler.memory;

import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one JVM and their locks. Thread-safe. Factories may share one, as two web nodes share a server; a test
 * may look into it and change it behind their backs. What it gives out and takes in is copied.
 */
public final class InMemorySessionStore {
    private final ConcurrentHashMap<String, StoredSession> sessions = new ConcurrentHashMap<>();
    private final LocalLockQueue locks = new LocalLockQueue();
    private final Room room;
    private final Eviction eviction = new Eviction(this);

    /** Creates a store without sessions that takes in as many as the heap does. */
    public InMemorySessionStore() {
        this(Room.endless());
    }

    private InMemorySessionStore(Room room) {
        this.room = room;
    }

    /**
     * Creates a store without sessions that never holds more than so many. When it is full, a new session takes the place of
     * one that has expired, or else of the one that is nearest to it; a session that a request has locked stays. A save that
     * finds all of them locked is refused with a {@link SessionStoreException}.
     *
     * @param maxSessions 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public static InMemorySessionStore bounded(int maxSessions) {
        if (maxSessions < 1) {
            throw new IllegalArgumentException("maxSessions must be 1 or more, not " + maxSessions);
        }
        return new InMemorySessionStore(Room.forSessions(maxSessions));
    }

    /** How many sessions there are, with those that have expired and await {@code gc}. */
    public int size() {
        // The map's own count, read while others write, may be of no moment that ever was, and above the bound.
        return room.isEndless() ? sessions.size() : room.taken();
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
        StoredSession session = StoredSession.copyOf(data, deadline.toEpochMilli(), null);
        replace(Objects.requireNonNull(id, "id"), present -> session);
    }

    /** Removes a session, whoever holds its lock, and tells whether there was one. */
    public boolean remove(String id) {
        boolean removed = sessions.remove(Objects.requireNonNull(id, "id")) != null;
        if (removed) {
            room.give();
        }
        return removed;
    }

    /** Removes all sessions, whoever holds their locks. */
    public void clear() {
        sessions.keySet().forEach(this::remove);
    }

    /** Whether a session may go before its time. */
    boolean isBounded() {
        return !room.isEndless();
    }

    Map<String, StoredSession> sessions() {
        return sessions;
    }

    LocalLockQueue locks() {
        return locks;
    }

    @Nullable StoredSession live(String id, long now) {
        return liveOrNull(sessions.get(id), now);
    }

    /** Replaces a session in one step by what the change makes of it; an expired one is shown to the change as none. */
    @Nullable StoredSession change(String id, long now, Function<@Nullable StoredSession, @Nullable StoredSession> change) {
        return replace(id, present -> change.apply(liveOrNull(present, now)));
    }

    /** Room is made outside the map's step, which must not reach for a second entry. */
    private @Nullable StoredSession replace(
            String id, Function<@Nullable StoredSession, @Nullable StoredSession> change) {
        while (true) {
            Step step = new Step(change);
            StoredSession result = sessions.compute(id, step);
            if (step.removed) {
                room.give();
            }
            if (!step.refused) {
                return result;
            }
            if (!eviction.makeRoom(room.most())) {
                throw new SessionStoreException(
                        "write",
                        "the memory of this process",
                        "there is room for " + room.most() + " sessions and all of them are locked; allow more"
                                + " (savehandler.memory.max_sessions) or let requests end sooner",
                        null);
            }
        }
    }

    /** Removes a session that nobody has locked or used since its deadline was seen; tells whether it did. */
    boolean evict(String id, long deadline) {
        LocalLockQueue.Place place = locks.tryEnter(id).orElse(null);
        if (place == null) {
            return false;
        }
        try (place) {
            StoredSession present = sessions.get(id);
            return present != null && present.deadline() == deadline && remove(id, present);
        }
    }

    private boolean remove(String id, StoredSession session) {
        boolean removed = sessions.remove(id, session);
        if (removed) {
            room.give();
        }
        return removed;
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

    /** The ids of all live sessions of which something is true, by a walk through all that there are. */
    Stream<String> idsOfLive(long now, Predicate<StoredSession> which) {
        return sessions.entrySet().stream()
                .filter(entry -> isLiveAnd(which, entry.getValue(), now))
                .map(Map.Entry::getKey);
    }

    /** Removes all live sessions of which something is true, except one, and tells how many. */
    long removeLive(long now, Predicate<StoredSession> which, @Nullable String exceptId) {
        return idsOfLive(now, which)
                .filter(id -> !id.equals(exceptId) && removeIf(id, session -> isLiveAnd(which, session, now)))
                .count();
    }

    long removeExpired(long now) {
        long removed = 0;
        for (Map.Entry<String, StoredSession> entry : sessions.entrySet()) {
            StoredSession session = entry.getValue();
            if (!session.isLive(now) && remove(entry.getKey(), session)) {
                removed++;
            }
        }
        return removed;
    }

    /** The same one by one, and not where somebody has the lock; each is handed over. */
    long removeExpired(long now, BiConsumer<String, byte[]> removed) {
        long count = 0;
        for (Map.Entry<String, StoredSession> entry : sessions.entrySet()) {
            StoredSession session = entry.getValue();
            if (!session.isLive(now) && removeUnlocked(entry.getKey(), session)) {
                count++;
                removed.accept(entry.getKey(), session.copyOfData());
            }
        }
        return count;
    }

    private boolean removeUnlocked(String id, StoredSession session) {
        LocalLockQueue.Place place = locks.tryEnter(id).orElse(null);
        if (place == null) {
            return false;
        }
        try (place) {
            return remove(id, session);
        }
    }

    private boolean removeIf(String id, Predicate<StoredSession> which) {
        boolean[] removed = {false};
        replace(id, present -> {
            removed[0] = present != null && which.test(present);
            return removed[0] ? null : present;
        });
        return removed[0];
    }

    private static boolean isLiveAnd(Predicate<StoredSession> which, StoredSession session, long now) {
        return session.isLive(now) && which.test(session);
    }

    /** One change of one entry. A new session that finds no room is left out. */
    private final class Step implements BiFunction<String, @Nullable StoredSession, @Nullable StoredSession> {
        private final Function<@Nullable StoredSession, @Nullable StoredSession> change;
        private boolean removed;
        private boolean refused;

        Step(Function<@Nullable StoredSession, @Nullable StoredSession> change) {
            this.change = change;
        }

        @Override
        public @Nullable StoredSession apply(String id, @Nullable StoredSession present) {
            StoredSession next = change.apply(present);
            removed = present != null && next == null;
            refused = present == null && next != null && !room.take();
            return refused ? null : next;
        }
    }

    private static @Nullable StoredSession liveOrNull(@Nullable StoredSession session, long now) {
        return session != null && session.isLive(now) ? session : null;
    }
}
