package io.savehandler.servlet;

import io.savehandler.Session;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.time.Duration;
import java.time.Instant;

/**
 * When a session began and was last used, and how long it may rest: what PHP does not keep. Times are whole seconds. Used by
 * one thread at a time.
 */
final class SessionTimes {
    private static final String CREATED = "created";
    private static final String ACCESSED = "accessed";
    private static final String MAX_INACTIVE = "max_inactive";
    private static final int SHARE = 10;

    private final long now;
    private final long created;
    private final long accessed;
    private final Duration interval;
    private final long usualRest;
    private long rest;

    /**
     * @param session as it was started
     * @param now when that was
     * @param interval how old the noted time of the last use may grow
     * @param lifetime how long sessions rest that say nothing of their own
     */
    SessionTimes(Session session, Instant now, Duration interval, Duration lifetime) {
        this.now = now.getEpochSecond();
        this.created = seconds(session, CREATED, this.now);
        this.accessed = seconds(session, ACCESSED, created);
        this.interval = interval;
        this.usualRest = Math.min(lifetime.toSeconds(), Integer.MAX_VALUE);
        this.rest = seconds(session, MAX_INACTIVE, usualRest);
    }

    /** In milliseconds since 1970. */
    long created() {
        return created * 1000;
    }

    /** When the client last sent a request before this one, in milliseconds since 1970. */
    long accessed() {
        return accessed * 1000;
    }

    /** In seconds; 0 or less for ever. */
    int rest() {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(rest, Integer.MAX_VALUE));
    }

    void setRest(Session session, int seconds) {
        rest = seconds;
        long noted = seconds;
        session.updateFact(MAX_INACTIVE, before -> noted == usualRest ? PhpNull.NULL : PhpValue.of(noted));
    }

    /** Whether the session has come to the end that it set itself; the store knows of the usual one only. */
    boolean haveRunOut() {
        return rest > 0 && rest != usualRest && now - accessed >= rest + step();
    }

    /** Notes the times where something else is stored anyway, or the noted ones have grown old. */
    void note(Session session, boolean changed) {
        if (changed || now - accessed >= Math.max(1, step())) {
            session.updateFact(CREATED, before -> before.isNull() ? PhpValue.of(created) : before);
            session.updateFact(
                    ACCESSED,
                    before -> PhpValue.of(Math.max(before instanceof PhpLong noted ? noted.asLong() : 0, now)));
        }
    }

    private long step() {
        long own = rest > 0 && rest != usualRest ? rest / SHARE : Long.MAX_VALUE;
        return Math.min(interval.toSeconds(), own);
    }

    private static long seconds(Session session, String name, long otherwise) {
        return session.fact(name) instanceof PhpLong noted ? noted.asLong() : otherwise;
    }
}
