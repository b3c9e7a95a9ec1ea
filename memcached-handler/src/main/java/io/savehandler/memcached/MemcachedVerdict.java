package io.savehandler.memcached;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;

/** What came of a change. Unless it is {@link #DONE}, nothing was changed. */
enum MemcachedVerdict {
    DONE,
    /** The server holds another item than was seen, or one where there should be none. */
    CHANGED,
    /** There is no item. */
    MISSING;

    /** Throws what a guarded write throws unless the work was done. */
    void requireDone() {
        switch (this) {
            case MISSING -> throw new SessionGoneException();
            case CHANGED -> throw new SessionLockLostException("the stored data is not what was read under the lock");
            default -> {}
        }
    }
}
