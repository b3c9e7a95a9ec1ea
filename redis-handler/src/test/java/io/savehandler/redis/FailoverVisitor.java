package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Session;
import io.savehandler.SessionException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import java.util.concurrent.atomic.AtomicLong;

/** Counts in a session of its own and holds the store to what it has acknowledged. */
final class FailoverVisitor implements Runnable {
    private final Sessions sessions;
    private final AtomicLong served = new AtomicLong();
    private volatile long lastServed = System.nanoTime();
    private String id = "";
    private long acknowledged;
    private int unknown;
    private int failed;
    private int lostWrites;
    private int lostLocks;

    FailoverVisitor(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void run() {
        try {
            visit();
        } catch (SessionLockLostException | SessionGoneException e) {
            lostLocks++;
        } catch (SessionException e) {
            assertThat(e).isInstanceOf(SessionStoreException.class).hasMessageNotContaining(id.isEmpty() ? "?" : id);
            failed++;
            unknown += ((SessionStoreException) e).outcomeUnknown() ? 1 : 0;
        }
    }

    private void visit() {
        try (Session session = sessions.start(id.isEmpty() ? null : id)) {
            long stored = session.getLong("visits", 0);
            // More than was acknowledged, and may have been done, would be an increment that counted twice.
            assertThat(stored).isBetween(0L, acknowledged + unknown);
            lostWrites += (int) Math.max(0, acknowledged - stored);
            acknowledged = stored;
            unknown = 0;
            id = session.id();
            session.put("visits", stored + 1);
        }
        acknowledged++;
        lastServed = System.nanoTime();
        served.incrementAndGet();
    }

    long served() {
        return served.get();
    }

    /** When it was last served, as {@link System#nanoTime()}. */
    long lastServed() {
        return lastServed;
    }

    int failed() {
        return failed;
    }

    int lostWrites() {
        return lostWrites;
    }

    int lostLocks() {
        return lostLocks;
    }
}
