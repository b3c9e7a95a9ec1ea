package io.savehandler.redis;

import io.savehandler.spi.StoreReply;
import java.time.Duration;

/** Since when a lock is held, and whether it is at another node than its session while a cluster moves their slot. Thread-safe. */
final class RedisLeaseTerm {
    /** What an answer says about a lock that lasts for so many times as long. */
    private static final int SURE = 3;

    private volatile long asked = System.nanoTime();
    private volatile boolean apart;

    /** The lock was taken by a command that was sent at a time of {@link System#nanoTime()}. */
    void takenApart(long sent) {
        asked = sent;
        apart = true;
    }

    /** Whether lock and session were seen at two nodes. */
    boolean isApart() {
        return apart;
    }

    /** Whether the lock was taken so lately that it need not be asked for. */
    boolean isFresh(Duration expire) {
        return apart && System.nanoTime() - asked < StoreReply.nanos(expire) / SURE;
    }
}
