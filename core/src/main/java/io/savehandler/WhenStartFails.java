package io.savehandler;

/** What a start does when the store fails: {@link SessionStoreException}, not a lock that others hold. */
public enum WhenStartFails {
    /** The start throws. */
    THROW,
    /**
     * The start is tried once more {@link Concurrency#READ_ONLY}, which neither locks nor writes, and throws if that fails
     * too. For stores that can still be read when they cannot be written.
     */
    READ_ONLY,
    /**
     * The request goes on with a session that has no values and stores none; {@link Session#startFailure()} tells. The
     * client keeps its id, so that it finds its session again when the store is back.
     */
    WITHOUT_SESSION
}
