package io.savehandler;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request's view of a session store: PHP's six operations and the three optional ones of its
 * {@code SessionIdInterface} and {@code SessionUpdateTimestampHandlerInterface}.
 *
 * <p>A {@link SessionHandlerFactory} makes one for each request. It is used by one thread at a time, not always the same
 * one, and remembers what this request has read, so that a write can tell whether the store still holds it. The calls
 * come in PHP's order: {@code open}, then {@code validateId} and {@code read}, then {@code write},
 * {@code updateTimestamp} or {@code destroy}, then {@code close}.
 *
 * <p>Rules, checked by the test kit:
 *
 * <ol>
 *   <li>{@code read} returns the very bytes last given to {@code write}. Data over the store's limit is an error and the
 *       old data stays.
 *   <li>An unknown, expired or destroyed id reads as empty, is no error, and is not created by reading it.
 *   <li>Expiry counts from the last {@code write} or {@code updateTimestamp}. An expired session is never returned, even
 *       before {@code gc} ran. One clock decides, and the handler's documentation says whose.
 *   <li>A session that was destroyed while this request held it is not brought back by this request's {@code write}.
 *   <li>{@code validateId} is true only for a session that exists now; a following {@code read} of the same id costs no
 *       second trip to the store. Nothing, not even a lock, is written for an id with neither data nor lock.
 *   <li>With {@link HandlerContext#locking()}, nobody else holds the session's lock from {@code read} to {@code close}.
 *   <li>An id is checked by {@link HandlerContext#ids()} before it reaches a key, a path or a statement.
 *   <li>A failure of the store is a {@link SessionStoreException} within the configured time, and nothing is half
 *       written.
 *   <li>{@code close} gives back the connection, the transaction and the lock, whatever failed before.
 *   <li>A write is sent at most once. No answer means {@link SessionStoreException#outcomeUnknown()}, never a replay.
 *   <li>{@code updateTimestamp} never creates a session, changes a value or shortens a life.
 * </ol>
 *
 * <p>Every operation may throw {@link SessionStoreException}, and every one that takes an id
 * {@link InvalidSessionIdException}.
 */
public interface SessionHandler extends AutoCloseable {

    /**
     * Begins this request's use of the store. Called once, first. PHP calls it at {@code session_start()}.
     *
     * @param savePath PHP's {@code session.save_path}; it informs, and a handler that was built for another one refuses it.
     *     Empty means "the one this handler was built for"
     * @param sessionName PHP's {@code session.name}, for example {@code PHPSESSID}
     * @throws SessionConfigurationException if the save path is not this handler's
     */
    void open(String savePath, String sessionName);

    /**
     * Returns what is stored under an id. With locking on, takes the session's lock first and reads after it is held.
     *
     * @param id the session's id
     * @return the stored bytes, which the caller owns; empty where the session holds no data, is unknown or has expired
     * @throws SessionLockTimeoutException if another request kept the lock for too long
     * @throws SessionInterruptedException if the thread was interrupted while waiting for the lock
     */
    byte[] read(String id);

    /**
     * Stores data under an id and lets its lifetime begin anew.
     *
     * <p>If this handler has read the id, the write is guarded: a session that has vanished before the deadline that
     * {@code read} saw stays gone, one whose lock was lost stays the other's. One that merely reached its deadline while
     * this request used it is stored again. If this handler has not read the id, the data is simply stored.
     *
     * @param id the session's id
     * @param data the bytes to store; not modified and not kept
     * @throws SessionGoneException if the session was destroyed since this handler read it
     * @throws SessionLockLostException if the lock that {@code read} took is no longer held
     */
    void write(String id, byte[] data);

    /**
     * Removes a session. Unknown ids are no error. The lock, if held, stays held until {@code close}.
     *
     * @param id the session's id
     */
    void destroy(String id);

    /**
     * Removes sessions that have expired. Takes no session's lock and never removes one that is alive.
     *
     * @param maxLifetime PHP's {@code session.gc_maxlifetime}; used by stores that keep the time of the last write,
     *     ignored by those that keep a deadline
     * @return how many sessions were removed, 0 where the store expires them itself
     */
    long gc(Duration maxLifetime);

    /**
     * Removes sessions that have expired, and hands each one over: to one caller only, however many nodes collect at the same
     * time, and to nobody if this process ends in between. A session whose lock is held stays.
     *
     * @param maxLifetime as in {@link #gc(Duration)}
     * @param removed is given the id and the data of each session that is gone from the store
     * @return how many sessions were removed, with those that could not be handed over
     * @throws UnsupportedOperationException if the factory does not declare {@link Capability#EXPIRY_HANDOVER}
     */
    default long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        throw new UnsupportedOperationException(getClass().getName() + " does not declare EXPIRY_HANDOVER");
    }

    /**
     * Tells that the next operation is this request's last before {@code close}. A handler may give the lock back in the same
     * step as that operation's write or touch, to spare a trip to the store. The default does nothing.
     */
    default void finishing() {}

    /** Gives back the lock, the transaction and the connection. May be called more than once. */
    @Override
    void close();

    /**
     * Makes a new session id. The id is not yet known to the store.
     *
     * @return an id that {@link HandlerContext#ids()} accepts, from a cryptographically strong generator
     */
    default String createId() {
        return SessionIdPolicy.php().newId();
    }

    /**
     * Tells whether a session with this id exists now. PHP asks in strict mode before it accepts an id from outside.
     *
     * <p>With locking on, a true answer means that the lock is held, as after {@code read}; a false one that it is not.
     *
     * @param id the session's id
     * @return whether the store holds the session; the default cannot tell an empty session from a missing one
     */
    default boolean validateId(String id) {
        return read(id).length > 0;
    }

    /**
     * Lets the lifetime of an unchanged session begin anew, and never ends it earlier than it would have ended. Where it
     * would end later by less than {@link HandlerContext#touchInterval()}, nothing need be done. The default writes the data.
     *
     * @param id the session's id
     * @param data the bytes that {@code read} returned
     * @throws SessionGoneException if the session was destroyed since this handler read it
     */
    default void updateTimestamp(String id, byte[] data) {
        write(id, data);
    }

    /**
     * Stores data only if the store still holds what this handler's own {@code read} saw, absence included; a session
     * without data and no session are different things. What {@code read} saw is then what was written.
     *
     * @param id the session's id
     * @param data the bytes to store; not modified and not kept
     * @return false, with nothing changed, if the store holds something else
     * @throws UnsupportedOperationException if the factory does not declare {@link Capability#COMPARE_AND_SET}
     */
    default boolean writeIfUnchanged(String id, byte[] data) {
        throw new UnsupportedOperationException(getClass().getName() + " does not declare COMPARE_AND_SET");
    }

    /**
     * Moves this request from one id to another, in the order that loses nothing: the new session is stored first, the
     * old one is dealt with last, and from then on this handler holds the new id (and its lock) instead of the old one.
     * A store that can does all of it at once. The default uses the other operations.
     *
     * @param regeneration the two ids, the data, and what becomes of the old session
     * @return what happened; the store is unchanged unless it is {@link Regeneration.Outcome#DONE}
     * @throws SessionGoneException if the old session was destroyed since this handler read it
     * @throws SessionLockLostException if the old session's lock is no longer held
     */
    default Regeneration.Outcome regenerate(Regeneration regeneration) {
        return regeneration.inSteps(this);
    }

    /**
     * Lists the sessions that are alive. Takes no session's lock. A session that comes, goes or moves to another id
     * meanwhile may be among them or not; every other one is, once.
     *
     * @return the ids, read from the store as the stream goes on; closed by the caller, before this handler is
     * @throws UnsupportedOperationException if the factory does not declare {@link Capability#LISTING}
     */
    default Stream<String> ids() {
        throw new UnsupportedOperationException(getClass().getName() + " does not declare LISTING");
    }

    /**
     * Lists the sessions of one owner that are alive, as {@link #ids} lists all.
     *
     * @param owner what {@link HandlerContext#owner()} said when they were last written
     * @return the ids; closed by the caller, before this handler is
     * @throws UnsupportedOperationException if the factory does not declare both {@link Capability#OWNER_INDEX} and {@link
     *     Capability#LISTING}
     */
    default Stream<String> idsOf(String owner) {
        throw new UnsupportedOperationException(getClass().getName() + " does not declare OWNER_INDEX and LISTING");
    }

    /**
     * Destroys the sessions of one owner, whoever holds their locks. The default destroys one after the other.
     *
     * @param owner what {@link HandlerContext#owner()} said when they were last written
     * @param exceptId the session to spare, or null
     * @return how many sessions were destroyed
     * @throws UnsupportedOperationException if the factory does not declare {@link Capability#OWNER_INDEX}
     */
    default long destroyAllOf(String owner, @Nullable String exceptId) {
        try (Stream<String> ids = idsOf(owner)) {
            List<String> found = ids.filter(id -> !id.equals(exceptId)).toList();
            found.forEach(this::destroy);
            return found.size();
        }
    }
}
