package io.savehandler;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpKey;
import java.util.function.BooleanSupplier;

/**
 * The writes of {@link Concurrency#MERGE}: each happens on the condition that nobody else has changed the session, and
 * otherwise this request's changes are made again on what the other has stored.
 */
final class Merge {
    /** Each lost round means that another request's save succeeded, so that the visitor's requests as a whole advance. */
    private static final int ROUNDS = 1000;

    private final Sessions sessions;
    private final HeldSession stored;
    private final SessionValues session;
    private final SessionVariables mine;
    private final byte[] found;
    private int overwritten;

    /**
     * @param session whose variables become those that are stored
     */
    Merge(Sessions sessions, HeldSession stored, SessionValues session) {
        this.sessions = sessions;
        this.stored = stored;
        this.session = session;
        this.mine = session.variables;
        this.found = stored.seen();
    }

    SessionOutcome save() {
        byte[] data = encoded();
        if (stored.isUnchanged(data)) {
            return stored.touch(data);
        }
        try {
            repeat(() -> stored.saveIfUnchanged(encoded()));
            return SessionOutcome.SAVED;
        } catch (SessionGoneException e) {
            return stored.gone(encoded(), e);
        }
    }

    void regenerate(OldSession old) {
        repeat(() -> stored.regenerate(session.variables, old));
    }

    private byte[] encoded() {
        return sessions.codec().encode(session.variables);
    }

    /** A PHP object that this request was given and changed counts as put again. */
    private void replayChangesInPlace(SessionVariables fresh) {
        for (PhpKey key : mine.changedInPlace()) {
            mine.element(key).ifPresent(value -> fresh.put(key, value));
        }
    }

    private void repeat(BooleanSupplier write) {
        if (!write.getAsBoolean()) {
            sessions.mergeLine().await(stored.id(), stored.longestWait(), () -> tryAgain(write));
        }
        reportOverwritten();
    }

    private void tryAgain(BooleanSupplier write) {
        for (int round = 1; round < ROUNDS; round++) {
            if (stored.hasVanished()) {
                throw new SessionGoneException();
            }
            stored.readAgain();
            replay(stored.decoded());
            sessions.events().merged();
            if (write.getAsBoolean()) {
                return;
            }
        }
        throw new SessionLockLostException("other requests changed it " + ROUNDS + " times in a row");
    }

    private void replay(SessionVariables fresh) {
        Overwriting overwriting =
                new Overwriting(session.changes, sessions.codec().decode(found), fresh);
        session.changes.replay(fresh);
        replayChangesInPlace(fresh);
        session.variables = fresh;
        overwritten = overwriting.count(fresh);
    }

    private void reportOverwritten() {
        if (overwritten > 0) {
            sessions.events().overwritten(overwritten);
        }
    }
}
