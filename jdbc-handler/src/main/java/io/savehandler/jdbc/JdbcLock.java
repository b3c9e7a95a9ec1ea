package io.savehandler.jdbc;

import io.savehandler.Regeneration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one lock that a request holds at a time; taking another session's gives the first one back. Not thread-safe. */
sealed interface JdbcLock permits LeaseLock, HeldConnectionLock {

    /** Whether a session still has to be locked before it is read. */
    boolean isNeededFor(String id);

    /** Whether this request has taken a session's lock, which may be lost by now. */
    boolean isOn(String id);

    /** Names the lease on a session, if this request holds one. */
    default @Nullable String tokenOn(String id) {
        return null;
    }

    /** Whether the database lets nobody else change the session while it is locked. */
    default boolean keepsOthersOut() {
        return false;
    }

    /** Where the request's statements go. */
    ConnectionLender connections();

    /**
     * Waits for a session's lock and takes it.
     *
     * @param unknownToo whether the lock of an id without a session is taken as well
     * @return false if there is neither a session nor a lock
     */
    boolean acquire(String id, boolean unknownToo);

    /** What taking the lock has told about the session; once, if at all. */
    default @Nullable JdbcSighting seenAtLocking() {
        return null;
    }

    /**
     * Moves from the session that is locked to another id, and the lock with it.
     *
     * @param move does so in the table
     */
    Regeneration.Outcome moveTo(String newId, Supplier<Regeneration.Outcome> move);

    /** The next change is the request's last. */
    default void finishing() {}

    /** A change was made. */
    default void changed(String operation) {}

    /** Gives the lock back. */
    void release();

    /** Gives the lock back if it is this session's. */
    default void releaseIfOn(String id) {
        if (isOn(id)) {
            release();
        }
    }
}
