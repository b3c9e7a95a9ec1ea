package io.savehandler.memcached;

import io.savehandler.HandlerContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one of PHP's two extensions stores sessions: their keys and servers, what an item looks like, when it ends, and how a
 * lock is made. Immutable.
 */
final class MemcachedLayout {
    /** What is longer is taken for a time. */
    static final long LONGEST_RELATIVE_SECONDS = Duration.ofDays(30).toSeconds();

    private final MemcachedKeys keys;
    private final Copies copies;
    private final Copies lockPlaces;
    private final boolean looksFurther;
    private final boolean absoluteExpiry;
    private final MemcachedValues values;
    private final LockRules lockRules;
    private final Optional<Duration> lifetime;

    private MemcachedLayout(
            MemcachedKeys keys,
            Copies copies,
            Copies lockPlaces,
            boolean looksFurther,
            boolean absoluteExpiry,
            MemcachedValues values,
            LockRules lockRules,
            Optional<Duration> lifetime) {
        this.keys = keys;
        this.copies = copies;
        this.lockPlaces = lockPlaces;
        this.looksFurther = looksFurther;
        this.absoluteExpiry = absoluteExpiry;
        this.values = values;
        this.lockRules = lockRules;
        this.lifetime = lifetime;
    }

    /** As php-memcached: bare bytes, a lock with a server of its own, copies on the servers that follow. */
    static MemcachedLayout ofMemcached(MemcachedKeys keys, Routing routing, int replicas, int servers) {
        return new MemcachedLayout(
                keys,
                Copies.inOrder(routing, replicas, servers),
                Copies.inOrder(routing, 0, servers),
                false,
                false,
                MemcachedValues.BARE,
                LockRules.TOKEN,
                Optional.empty());
    }

    /** As pecl-memcache: a counter beside the session for a lock, copies wherever the hash leads. */
    static MemcachedLayout ofMemcache(MemcachedKeys keys, Copies copies, MemcachedValues values) {
        return new MemcachedLayout(
                keys, copies, key -> copies.of(key), true, true, values, LockRules.COUNTER, Optional.empty());
    }

    /** The same, for sessions that all live equally long. */
    MemcachedLayout withLifetime(Duration newLifetime) {
        return new MemcachedLayout(
                keys, copies, lockPlaces, looksFurther, absoluteExpiry, values, lockRules, Optional.of(newLifetime));
    }

    /** How long a session lives, where that is not for the request to say. */
    Optional<Duration> lifetime() {
        return lifetime;
    }

    MemcachedKeys keys() {
        return keys;
    }

    MemcachedValues values() {
        return values;
    }

    LockRules lockRules() {
        return lockRules;
    }

    /** Whether a session that one server does not know may be known to the next that has copies. */
    boolean looksFurther() {
        return looksFurther;
    }

    /** The servers that have a session, by their places; the first is asked first. */
    List<Integer> copies(String id) {
        return copies.of(keys.placeOfData(id));
    }

    /** The servers that may have a session's lock, by their places: it is on the first that answers. */
    List<Integer> lockPlaces(String id) {
        return lockPlaces.of(looksFurther ? keys.placeOfData(id) : keys.placeOfLock(id));
    }

    /** When an item that is stored now ends, as Memcached wants to be told: in so many seconds, or at a time. */
    int expiry(HandlerContext context) {
        Duration lifetime = context.lifetime();
        long seconds = Math.max(1, ceilSeconds(lifetime));
        boolean absolute = absoluteExpiry || seconds > LONGEST_RELATIVE_SECONDS;
        long end = absolute ? context.clock().instant().getEpochSecond() + seconds : seconds;
        return (int) Math.min(Integer.MAX_VALUE, end);
    }

    static long ceilSeconds(Duration duration) {
        return Math.min(Integer.MAX_VALUE, duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0));
    }
}
