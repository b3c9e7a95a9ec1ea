package io.savehandler.jdbc;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;

/** What became of a change that was to happen on a condition. */
enum JdbcVerdict {
    /** It has happened. */
    DONE,
    /** The session was destroyed meanwhile. */
    GONE,
    /** The session is not what was read. */
    CHANGED,
    /** The lease is another's, or nobody's. */
    LOST;

    /**
     * Passes {@link #DONE} only.
     *
     * @throws SessionGoneException if the session is gone
     * @throws SessionLockLostException if it was changed, or its lock lost
     */
    void requireDone() {
        switch (this) {
            case DONE -> {}
            case GONE -> throw new SessionGoneException();
            case CHANGED -> throw new SessionLockLostException("the stored data is not what was read under the lock");
            case LOST ->
                throw new SessionLockLostException(
                        "its lease ran out; raise savehandler.lock.max_hold, or shorten the request");
        }
    }
}
