package io.savehandler.memcached;

import io.savehandler.spi.LocalLockQueue;
import java.util.concurrent.TimeUnit;

/**
 * A session's lock as one request wants or holds it: the place in this JVM's line, the token that is on the server, and how
 * long the server keeps it. Thread-safe.
 */
final class MemcachedLease {
    private final MemcachedLink link;
    private final String id;
    private final String lockKey;
    private final LocalLockQueue.Place place;
    private final int seconds;
    private final long token = LockRules.newToken();
    private volatile long cas;
    private volatile long end;

    MemcachedLease(MemcachedLink link, String id, String lockKey, LocalLockQueue.Place place, int seconds) {
        this.link = link;
        this.id = id;
        this.lockKey = lockKey;
        this.place = place;
        this.seconds = seconds;
    }

    MemcachedLink link() {
        return link;
    }

    String id() {
        return id;
    }

    String lockKey() {
        return lockKey;
    }

    long token() {
        return token;
    }

    /** For how long the server is told to keep the lock. */
    int seconds() {
        return seconds;
    }

    /** What the lock's item is compared by; 0 where it has to be asked for. */
    long cas() {
        return cas;
    }

    /**
     * The server has the lock.
     *
     * @param newCas 0 where the protocol does not tell
     * @param begin when it was asked to, by {@link System#nanoTime}: its second may have been nearly over then
     */
    void held(long newCas, long begin) {
        cas = newCas;
        end = begin + TimeUnit.SECONDS.toNanos(seconds - 1L);
    }

    /** For how many more nanoseconds the lock certainly is not another's, as far as time goes. */
    long nanosLeft() {
        return end - System.nanoTime();
    }

    /** Lets the next of this JVM's requests have the lock. */
    void leave() {
        place.close();
    }

    @Override
    public String toString() {
        return "MemcachedLease";
    }
}
