package io.savehandler.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** What the locks of PHP's two extensions look like, and how one says that it is ours. */
enum LockRules {
    /**
     * php-memcached: an item is a lock, no item is none. PHP writes {@code 1} into it and reads it never, so that ours holds a
     * number of our own.
     */
    TOKEN {
        @Override
        int flags() {
            return 0;
        }

        @Override
        boolean isFree(MemcachedItem item) {
            return false;
        }

        @Override
        boolean isOurs(MemcachedItem item, long token) {
            return number(item) == token;
        }

        @Override
        CompletableFuture<MemcachedAnswer> giveBack(MemcachedWire wire, MemcachedLease lease, long cas) {
            return wire.delete(lease.lockKey(), cas);
        }
    },
    /**
     * pecl-memcache: a counter at 0, or none, is free; whoever finds it higher has counted it up and waits. Ours holds a large
     * number, which those who wait raise a little.
     */
    COUNTER {
        @Override
        int flags() {
            return COUNTER_FLAGS;
        }

        @Override
        boolean isFree(MemcachedItem item) {
            return number(item) == 0;
        }

        @Override
        boolean isOurs(MemcachedItem item, long token) {
            long raised = number(item) - token;
            return raised >= 0 && raised < REACH;
        }

        @Override
        CompletableFuture<MemcachedAnswer> giveBack(MemcachedWire wire, MemcachedLease lease, long cas) {
            return wire.swap(lease.lockKey(), cas, new MemcachedItem(FREE, COUNTER_FLAGS), lease.seconds());
        }
    };

    /** pecl-memcache's for a whole number. */
    private static final int COUNTER_FLAGS = 0x300;

    private static final byte[] FREE = {'0'};

    /** How often a lock may be looked for while we hold it. */
    private static final long REACH = 1L << 24;

    private static final long LEAST = 1L << 40;
    private static final long MOST = 1L << 62;

    abstract int flags();

    /** Whether an item that is there means that nobody has the lock. */
    abstract boolean isFree(MemcachedItem item);

    abstract boolean isOurs(MemcachedItem item, long token);

    /** Gives a lock back where its item has not changed since. */
    abstract CompletableFuture<MemcachedAnswer> giveBack(MemcachedWire wire, MemcachedLease lease, long cas);

    /** Tells one request's lock from everybody else's. */
    static long newToken() {
        return ThreadLocalRandom.current().nextLong(LEAST, MOST) / REACH * REACH;
    }

    MemcachedItem held(long token) {
        return new MemcachedItem(Long.toString(token).getBytes(US_ASCII), flags());
    }

    /** -1 where it is none. */
    private static long number(MemcachedItem item) {
        String text = new String(item.data(), US_ASCII).strip();
        return text.matches("[0-9]{1,18}|[1-8][0-9]{18}") ? Long.parseLong(text) : -1;
    }
}
