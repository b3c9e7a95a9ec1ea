package io.savehandler.redis;

import io.lettuce.core.cluster.SlotHash;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The slots that a cluster is moving from node to node. While it does, it takes commands on several keys only if all of them
 * are at the same node, so a session and a lock that is yet to be taken have to be dealt with one after the other.
 * Thread-safe.
 */
final class RedisOpenSlots {
    /** Then whether the slot is still open is asked again. */
    private static final Duration BELIEVED = Duration.ofSeconds(1);

    private final ConcurrentHashMap<Integer, Long> until = new ConcurrentHashMap<>();

    /**
     * Does something to all keys together, or to one at a time where their slot is being moved.
     *
     * @param key one of the keys
     * @param together does nothing at all where the slot is being moved
     */
    <T> T change(byte[] key, Supplier<T> together, Supplier<T> apart) {
        return isOpen(key) ? apart.get() : tryTogether(key, together, apart);
    }

    /** The same for the keys of a lock that is held and its session, which most often are at the same node by now. */
    <T> T change(RedisLease lease, Supplier<T> together, Supplier<T> apart) {
        boolean apartSurely = lease.term().isApart() && isOpen(lease.dataKey());
        return apartSurely ? apart.get() : tryTogether(lease.dataKey(), together, apart);
    }

    private <T> T tryTogether(byte[] key, Supplier<T> together, Supplier<T> apart) {
        try {
            return together.get();
        } catch (SessionStoreException e) {
            if (!RedisFailures.isTornSlot(e)) {
                throw e;
            }
            until.put(SlotHash.getSlot(key), StoreReply.deadline(BELIEVED));
            return apart.get();
        }
    }

    private boolean isOpen(byte[] key) {
        if (until.isEmpty()) {
            return false;
        }
        int slot = SlotHash.getSlot(key);
        Long end = until.get(slot);
        if (end == null || System.nanoTime() - end < 0) {
            return end != null;
        }
        until.remove(slot, end);
        return false;
    }
}
