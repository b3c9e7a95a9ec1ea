package io.savehandler;

import io.savehandler.format.SessionVariables;

/**
 * The save of {@link Concurrency#MERGE}: stores on the condition that nobody else has, and otherwise does this request's
 * changes again on what the other has stored.
 */
final class Merge {
    /** Each lost round means that another request's save succeeded, so that the visitor's requests as a whole advance. */
    private static final int ROUNDS = 64;

    private final Sessions sessions;
    private final HeldSession stored;
    private final ChangeLog changes;

    Merge(Sessions sessions, HeldSession stored, ChangeLog changes) {
        this.sessions = sessions;
        this.stored = stored;
        this.changes = changes;
    }

    private SessionOutcome saved(int round) {
        if (round > 0) {
            sessions.events().merged();
        }
        return SessionOutcome.SAVED;
    }

    SessionOutcome save(byte[] data) {
        if (stored.isUnchanged(data)) {
            return stored.touch(data);
        }
        byte[] wanted = data;
        for (int round = 0; round < ROUNDS; round++) {
            if (stored.saveIfUnchanged(wanted)) {
                return saved(round);
            }
            if (stored.hasVanished()) {
                return stored.gone(wanted, new SessionGoneException());
            }
            SessionVariables fresh = sessions.codec().decode(stored.readAgain());
            changes.replay(fresh);
            wanted = sessions.codec().encode(fresh);
        }
        throw new SessionLockLostException("other requests changed it " + ROUNDS + " times in a row");
    }
}
