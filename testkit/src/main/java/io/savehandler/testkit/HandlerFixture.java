package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One store for one test: the factory under test and a second door, by which the kit prepares and inspects the store
 * behind the handler's back. Four methods are needed; the others tell what more can be checked. Called by one thread at a
 * time.
 */
public interface HandlerFixture extends AutoCloseable {

    /** Makes another factory over this fixture's store, as another web node would have one. The kit closes it. */
    SessionHandlerFactory newFactory();

    /** Puts a session into the store by the second door, with the whole of its lifetime before it. */
    void seed(String id, byte[] data);

    /** What the store holds under an id; empty where it holds nothing. A session without data is not nothing. */
    Optional<byte[]> inspect(String id);

    /** Takes a session out of the store by the second door. No error where there is none. */
    void remove(String id);

    /** The save path that the handler is opened with; empty by default. */
    default String savePath() {
        return "";
    }

    /** Which ids the handler accepts; PHP's by default. */
    default SessionIdPolicy ids() {
        return SessionIdPolicy.php();
    }

    /** For how long a test's request waits for a lock that it should get in the end; twenty seconds by default. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** How time passes for the store. A fixture that has it is checked by {@link ExpiryContract}. */
    default Optional<StoreTime> time() {
        return Optional.empty();
    }

    /** How the store is made to fail. A fixture that has it is checked by {@link StoreFailureContract}. */
    default Optional<StoreFault> fault() {
        return Optional.empty();
    }

    /**
     * How the store's answers are lost after it has done what it was asked, as by a connection that is cut in between. A
     * fixture that has it is checked by {@link UnknownOutcomeContract}.
     */
    default Optional<StoreFault> lostAnswers() {
        return Optional.empty();
    }

    /** What no failure may tell besides ids and data: the passwords that the handler was given. */
    default List<String> secrets() {
        return List.of();
    }

    /** The longest data that the store takes, in bytes; empty where only memory limits it. */
    default OptionalInt maxDataLength() {
        return OptionalInt.empty();
    }

    /** How many sessions are locked now, by anyone; empty where the store cannot tell. */
    default OptionalInt heldLocks() {
        return OptionalInt.empty();
    }

    /** How many connections are lent to handlers now; empty where there are none to lend. */
    default OptionalInt usedConnections() {
        return OptionalInt.empty();
    }

    /** How often the store has been asked for a session so far; empty where it does not count. */
    default OptionalLong reads() {
        return OptionalLong.empty();
    }

    /** Whether a writable request's read of an unknown id leaves an empty session, as PHP's {@code files} does. */
    default boolean lockIsAnEmptySession() {
        return false;
    }

    /** Whether requests without locking, too, read only when the lock is free, as PHP's {@code files} makes them. */
    default boolean everyReadNeedsTheLock() {
        return false;
    }

    /**
     * Whether the store itself lets nobody change a session that is locked, as a database's row lock does. Then nothing can
     * happen to it behind its owner's back, and what is about that is left out.
     */
    default boolean lockKeepsEverybodyOut() {
        return false;
    }

    /**
     * Takes a session's lock as a process would that then crashes.
     *
     * @return false where no lock of this store outlives its process, and nothing was done
     */
    default boolean abandonLock(String id) {
        return false;
    }

    /** Stops and starts the store, where it is a process of its own. */
    default void restart() {}

    /** Discards the store. */
    @Override
    default void close() {}
}
