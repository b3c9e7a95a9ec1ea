package io.savehandler;

/** What became of a session at the end of its request. */
public enum SessionOutcome {
    /** The session is still open. */
    OPEN,
    /** Data was written to the store. */
    SAVED,
    /** Nothing had changed; only the session's life was prolonged. */
    TOUCHED,
    /** The store was left alone: a read-only or aborted session, or one without changes in a store that cannot touch. */
    UNTOUCHED,
    /** The session had vanished from the store meanwhile and was not brought back; the changes are dropped. */
    DROPPED,
    /** This request destroyed the session. */
    DESTROYED,
    /** A save was tried and failed. */
    FAILED
}
