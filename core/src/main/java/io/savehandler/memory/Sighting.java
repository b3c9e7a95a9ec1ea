package io.savehandler.memory;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;
import org.jspecify.annotations.Nullable;

/** What one request last saw or put under an id: a session or none. Immutable. */
final class Sighting {
    private static final byte[] NO_DATA = new byte[0];

    private final String id;
    private final @Nullable StoredSession session;

    Sighting(String id, @Nullable StoredSession session) {
        this.id = id;
        this.session = session;
    }

    boolean isOf(String otherId) {
        return id.equals(otherId);
    }

    boolean isLive(long now) {
        return session != null && session.isLive(now);
    }

    byte[] copyOfData() {
        return session == null ? NO_DATA : session.copyOfData();
    }

    /** Whether the session vanished without having reached the deadline that was seen. */
    boolean isGone(@Nullable StoredSession present, long now) {
        return present == null && isLive(now);
    }

    /** Whether the store is as it was seen. A session that merely reached its deadline counts as unchanged. */
    boolean isUnchanged(@Nullable StoredSession present, long now) {
        if (present == null) {
            return !isLive(now);
        }
        return present.hasDataOf(session);
    }

    void requireWritable(@Nullable StoredSession present, long now, boolean locked) {
        if (isGone(present, now)) {
            throw new SessionGoneException();
        }
        if (locked && !isUnchanged(present, now)) {
            throw new SessionLockLostException("the stored data is not what was read under the lock");
        }
    }
}
