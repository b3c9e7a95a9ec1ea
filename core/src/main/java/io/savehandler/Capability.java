package io.savehandler;

/**
 * What a store can do beyond the six operations. Declared by a {@link SessionHandlerFactory}, passed on by wrappers,
 * and checked by the test kit: whatever is declared must hold.
 */
public enum Capability {
    /** With {@link HandlerContext#locking()}, {@code read} takes the session's lock and {@code close} gives it back. */
    LOCKING,
    /** The lock of one session blocks every session of the store, as in a database that has one writer. */
    STORE_WIDE_LOCK,
    /** {@link SessionHandler#writeIfUnchanged} and the unchanged form of a regeneration work. */
    COMPARE_AND_SET,
    /** {@link SessionHandler#updateTimestamp} moves the expiry without writing the data again. */
    TOUCH,
    /** The store removes expired sessions by itself; {@code gc} has nothing to do and returns 0. */
    NATIVE_EXPIRY,
    /** The store may lose a live session: drop it when it runs out of room, or forget it when another server takes over. */
    MAY_EVICT,
    /** {@link SessionHandler#ids} lists the sessions. */
    LISTING,
    /**
     * The store knows whose a session is, as {@link HandlerContext#owner()} said when it was written, and {@link
     * SessionHandler#destroyAllOf} works; with {@link #LISTING}, {@link SessionHandler#idsOf} too.
     */
    OWNER_INDEX,
    /** {@link SessionHandler#gc(java.time.Duration, java.util.function.BiConsumer)} hands over each session that it removes. */
    EXPIRY_HANDOVER,
    /** What was written survives a restart of the store. */
    DURABLE
}
