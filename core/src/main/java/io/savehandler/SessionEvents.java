package io.savehandler;

import java.time.Duration;

/**
 * What happens to sessions, for metrics. Every method does nothing until it is overridden; never is an id or data handed
 * over. Implementations are thread-safe, fast, and do not throw: they run on the request's thread, some of them under the
 * session's lock.
 */
public interface SessionEvents {
    /** An implementation that ignores everything. */
    SessionEvents NONE = new SessionEvents() {};

    /**
     * A session was started.
     *
     * @param concurrency how it is shared
     * @param found whether the store held it
     * @param bytes the size of its stored data
     * @param duration how long the start took, waiting for the lock included
     */
    default void started(Concurrency concurrency, boolean found, int bytes, Duration duration) {}

    /**
     * A client sent an id that was not taken over: malformed, or in strict mode unknown to the store.
     *
     * @param malformed whether it could not have been an id at all
     */
    default void idRefused(boolean malformed) {}

    /** A client sent the id of a session that had come to its end, and got a new one: {@code savehandler.absolute_lifetime}. */
    default void lifetimeReached() {}

    /**
     * A request waited for a session's lock and got it. Waiting in this JVM and waiting at the store are told one by one.
     *
     * @param waited how long
     */
    default void lockWaited(Duration waited) {}

    /**
     * A session ended.
     *
     * @param outcome what became of it; {@link SessionOutcome#TOUCHED} and {@link SessionOutcome#UNTOUCHED} are saves
     *     that lazy write has skipped
     * @param bytes the size of its data at the end
     * @param duration how long the ending took
     */
    default void ended(SessionOutcome outcome, int bytes, Duration duration) {}

    /** A save found the session changed by another request; its own changes were applied to the new state. */
    default void merged() {}

    /**
     * A save that was {@link #merged()} replaced values that other requests had stored meanwhile under the same keys: of two
     * requests that {@code put} the same key, the last wins. {@code update} never replaces a value unseen.
     *
     * @param keys under how many keys
     */
    default void overwritten(int keys) {}

    /** A save found the session in another writer's hands and failed. */
    default void conflicted() {}

    /**
     * The store failed a request.
     *
     * @param operation which operation failed, as {@link SessionStoreException#operation()} names it
     * @param outcomeUnknown whether the store may have carried it out all the same
     */
    default void storeFailed(String operation, boolean outcomeUnknown) {}

    /**
     * A stored value could not be given to the application, for example because its class is gone or has changed. It stays in
     * the session as it is.
     *
     * @param kind what kind of value, as the adapter names it; never the value
     */
    default void valueUnreadable(String kind) {}

    /** An id was exchanged for a new one. */
    default void regenerated() {}

    /**
     * Expired sessions were removed.
     *
     * @param removed how many
     * @param duration how long it took
     */
    default void collected(long removed, Duration duration) {}
}
