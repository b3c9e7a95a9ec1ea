package io.savehandler.memcached;

import java.util.Optional;

/**
 * What came of one attempt at a lock.
 *
 * @param held whether it is ours now
 * @param cas the lock's item's, where it is known; else 0
 * @param seen what was read after the lock was taken, where that was asked for
 */
record LockTaking(boolean held, long cas, Optional<MemcachedItem> seen) {
    static final LockTaking BUSY = new LockTaking(false, 0, Optional.empty());
}
