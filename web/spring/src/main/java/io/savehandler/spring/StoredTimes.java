package io.savehandler.spring;

import io.savehandler.Session;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.time.Duration;
import java.time.Instant;

/**
 * When a session began and was last used, and how long it may rest, as the servlet filter notes it too: in whole seconds. Used
 * by one thread at a time.
 */
final class StoredTimes {
    private static final String CREATED = "created";
    private static final String ACCESSED = "accessed";
    private static final String MAX_INACTIVE = "max_inactive";
    private static final int SHARE = 10;

    private final Duration interval;
    private final Duration usualRest;
    private final long created;
    private long noted;
    private long accessed;
    private Duration rest;
    private boolean unknown;
    private boolean changed;

    /**
     * @param session as it was read
     * @param now when that was
     * @param interval how old the noted time of the last use may grow
     * @param lifetime how long sessions rest that say nothing of their own
     */
    StoredTimes(Session session, Instant now, Duration interval, Duration lifetime) {
        this.interval = interval;
        this.usualRest = lifetime;
        this.created = seconds(session, CREATED, now.getEpochSecond());
        this.noted = seconds(session, ACCESSED, created);
        this.accessed = noted;
        this.unknown = !(session.fact(ACCESSED) instanceof PhpLong);
        this.rest = session.fact(MAX_INACTIVE) instanceof PhpLong own ? Duration.ofSeconds(own.asLong()) : lifetime;
    }

    Instant created() {
        return Instant.ofEpochSecond(created);
    }

    Instant accessed() {
        return Instant.ofEpochSecond(accessed);
    }

    void access(Instant time) {
        accessed = time.getEpochSecond();
    }

    Duration rest() {
        return rest;
    }

    void setRest(Duration rest) {
        this.rest = rest;
        changed = true;
    }

    /** Whether the session has rested for longer than it may; the store ends those that say nothing of their own. */
    boolean haveRunOut(Instant now) {
        return !rest.isNegative() && isOwn() && now.getEpochSecond() - noted >= rest.toSeconds() + step();
    }

    /** As Spring asks: by what is known of this request's use. */
    boolean isOver(Instant now) {
        return !rest.isNegative() && now.getEpochSecond() - accessed >= rest.toSeconds();
    }

    /** Whether there is something to note although nothing else is stored; always where PHP began the session, or it is empty. */
    boolean areDue() {
        return changed || unknown || accessed - noted >= Math.max(1, step());
    }

    void note(Session session) {
        session.updateFact(CREATED, before -> before.isNull() ? PhpValue.of(created) : before);
        session.updateFact(
                ACCESSED,
                before -> PhpValue.of(Math.max(before instanceof PhpLong known ? known.asLong() : 0, accessed)));
        if (changed) {
            long seconds = rest.toSeconds();
            session.updateFact(MAX_INACTIVE, before -> isOwn() ? PhpValue.of(seconds) : PhpNull.NULL);
        }
        noted = accessed;
        unknown = false;
        changed = false;
    }

    private boolean isOwn() {
        return !rest.equals(usualRest);
    }

    private long step() {
        long own = isOwn() && !rest.isNegative() ? rest.toSeconds() / SHARE : Long.MAX_VALUE;
        return Math.min(interval.toSeconds(), own);
    }

    private static long seconds(Session session, String name, long otherwise) {
        return session.fact(name) instanceof PhpLong noted ? noted.asLong() : otherwise;
    }
}
