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
    private static final int ROUNDS = 64;

    private final Sessions sessions;
    private final HeldSession stored;
    private final ChangeLog changes;
    private final SessionVariables mine;
    private SessionVariables variables;

    Merge(Sessions sessions, HeldSession stored, ChangeLog changes, SessionVariables variables) {
        this.sessions = sessions;
        this.stored = stored;
        this.changes = changes;
        this.mine = variables;
        this.variables = variables;
    }

    SessionOutcome save() {
        byte[] data = sessions.codec().encode(variables);
        if (stored.isUnchanged(data)) {
            return stored.touch(data);
        }
        try {
            repeat(() -> stored.saveIfUnchanged(sessions.codec().encode(variables)));
            return SessionOutcome.SAVED;
        } catch (SessionGoneException e) {
            return stored.gone(sessions.codec().encode(variables), e);
        }
    }

    void regenerate(OldSession old) {
        repeat(() -> stored.regenerate(variables, old));
    }

    /** The variables as they were stored. */
    SessionVariables variables() {
        return variables;
    }

    /** A PHP object that this request was given and changed counts as put again. */
    private void replayChangesInPlace(SessionVariables fresh) {
        for (PhpKey key : mine.changedInPlace()) {
            mine.element(key).ifPresent(value -> fresh.put(key, value));
        }
    }

    private void repeat(BooleanSupplier write) {
        for (int round = 0; round < ROUNDS; round++) {
            if (write.getAsBoolean()) {
                return;
            }
            if (stored.hasVanished()) {
                throw new SessionGoneException();
            }
            stored.readAgain();
            variables = stored.decoded();
            changes.replay(variables);
            replayChangesInPlace(variables);
            sessions.events().merged();
        }
        throw new SessionLockLostException("other requests changed it " + ROUNDS + " times in a row");
    }
}
