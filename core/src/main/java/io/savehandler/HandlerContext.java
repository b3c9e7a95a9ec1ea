package io.savehandler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What one request asks of its {@link SessionHandler}. The answers may change between two calls of the handler (the time
 * left does), but not during one.
 */
public interface HandlerContext {

    /** A context with PHP's lifetime of 24 minutes, locking, the system's clock and no deadline. */
    static HandlerContext defaults() {
        return builder().build();
    }

    /** A builder that starts with {@link #defaults()}. */
    static HandlerContextBuilder builder() {
        return new HandlerContextBuilder();
    }

    /** Whether {@code read} takes the session's lock. Ignored by a store without {@link Capability#LOCKING}. */
    boolean locking();

    /** Whether this request never writes; a read-only request takes no lock and leaves no trace in the store. */
    boolean readOnly();

    /** How long a session lives after a write or a touch; positive. PHP's {@code session.gc_maxlifetime}. */
    Duration lifetime();

    /**
     * By how much a touch must move a session's expiry to be worth a write; zero means that every touch is. {@link
     * SessionHandler#updateTimestamp} may leave the store alone where the expiry would move by less, so a session may end
     * that much earlier than a lifetime after its last touch.
     */
    default Duration touchInterval() {
        return Duration.ZERO;
    }

    /** The clock of the host, for stores that go by it. */
    InstantSource clock();

    /** How much time the request has left; at most {@link #NO_DEADLINE}, zero or negative once it is over. */
    Duration timeLeft();

    /** How the lock is waited for and held. */
    LockSettings lock();

    /**
     * Tells that this request has waited for a lock and got it. Called by {@link io.savehandler.spi.LockAttempts}; a
     * handler with a wait of its own calls it too.
     *
     * @param waited how long
     */
    default void lockWaited(Duration waited) {}

    /**
     * Whose the session is, as the application says at this moment: any text, such as a user's id; empty for nobody. A store
     * with {@link Capability#OWNER_INDEX} asks whenever it stores data and remembers the answer with the session, under
     * both ids where a regeneration keeps the old session. A touch does not ask.
     */
    default Optional<String> owner() {
        return Optional.empty();
    }

    /** Which ids exist. */
    SessionIdPolicy ids();

    /** The {@link #timeLeft()} of a request that has no deadline. */
    Duration NO_DEADLINE = Duration.ofDays(365_000);
}
