package io.savehandler;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request's session: PHP's {@code $_SESSION} and its {@code session_*} functions. Used by one thread at a time, not
 * always the same one. {@link #close()} saves and unlocks; until then nothing has been written. After the end the values
 * stay readable.
 *
 * <p>Keys are top-level keys of {@code $_SESSION}. Values are {@link PhpValue}s; {@code put} takes plain Java values and
 * {@code getLong} and the like give them back. Arrays are values, as in PHP: change a copy and put it. What the session's
 * format cannot store is refused when it is put.
 */
public final class Session implements AutoCloseable {
    private final Sessions sessions;
    private Concurrency concurrency;
    private HeldSession stored;
    private final ChangeLog changes = new ChangeLog();
    private final boolean isNew;
    private SessionVariables variables;
    private boolean mustSendId;
    private Consumer<String> newIds = id -> {};
    private SessionOutcome outcome = SessionOutcome.OPEN;

    private Session(
            Sessions sessions,
            Concurrency concurrency,
            HeldSession stored,
            SessionVariables variables,
            boolean mustSendId) {
        this.sessions = sessions;
        this.concurrency = concurrency;
        this.stored = stored;
        this.variables = variables;
        this.mustSendId = mustSendId;
        this.isNew = !stored.isKnown();
        if (concurrency == Concurrency.READ_ONLY) {
            outcome = SessionOutcome.UNTOUCHED;
        }
    }

    static Session decode(Sessions sessions, Concurrency concurrency, HeldSession stored, boolean mustSendId) {
        return new Session(sessions, concurrency, stored, sessions.codec().decode(stored.seen()), mustSendId);
    }

    /** The session's id: the client's own, or the new one that it must be sent. Secret; keep it out of logs. */
    public String id() {
        return stored.id();
    }

    /** Whether the store held no such session when this request started it. */
    public boolean isNew() {
        return isNew;
    }

    /** Whether the client does not have {@link #id()} yet: it is new, replaced by strict mode, or regenerated. */
    public boolean mustSendId() {
        return mustSendId;
    }

    /**
     * Has each id that the client does not have yet reported: at once where {@link #mustSendId()}, and whenever the id is
     * regenerated. One listener; {@code io.savehandler.web} sets a cookie with it.
     *
     * @param newIds what to do with such an id
     */
    public void onNewId(Consumer<String> newIds) {
        this.newIds = newIds;
        if (mustSendId) {
            newIds.accept(id());
        }
    }

    /** Whether changes are possible: neither read-only nor ended. */
    public boolean isWritable() {
        return outcome == SessionOutcome.OPEN;
    }

    /** What became of the session; {@link SessionOutcome#OPEN} until it ends. */
    public SessionOutcome outcome() {
        return outcome;
    }

    /** The keys in PHP's order; a copy. Keys that are not UTF-8 text are not among them, and are kept when saving. */
    public Set<String> keys() {
        return SessionCodec.textKeys(variables);
    }

    /** Whether a key is set, be it to PHP's null. */
    public boolean contains(String key) {
        return variables.containsKey(key);
    }

    /** The value of a key; {@link PhpNull} where it is not set. A PHP object is the session's own: it changes in place. */
    public PhpValue get(String key) {
        return variables.get(key);
    }

    /**
     * An integer.
     *
     * @param ifAbsent what to return where the key is not set or null
     * @throws PhpConversionException if the value is not an integer; the message names the key
     */
    public long getLong(String key, long ifAbsent) {
        return converted(key, value -> value.toLong(ifAbsent));
    }

    /**
     * A floating-point number; integers are converted.
     *
     * @param ifAbsent what to return where the key is not set or null
     * @throws PhpConversionException if the value is not a number; the message names the key
     */
    public double getDouble(String key, double ifAbsent) {
        return converted(key, value -> value.toDouble(ifAbsent));
    }

    /**
     * A boolean.
     *
     * @param ifAbsent what to return where the key is not set or null
     * @throws PhpConversionException if the value is not a boolean; the message names the key
     */
    public boolean getBoolean(String key, boolean ifAbsent) {
        return converted(key, value -> value.toBoolean(ifAbsent));
    }

    /**
     * Text; null where the key is not set or null.
     *
     * @throws PhpConversionException if the value is not a string of UTF-8; the message names the key
     */
    public @Nullable String getString(String key) {
        return this.<@Nullable String>converted(key, value -> value.isNull() ? null : value.asString());
    }

    /**
     * The bytes of a string; null where the key is not set or null.
     *
     * @throws PhpConversionException if the value is not a string; the message names the key
     */
    public byte @Nullable [] getBytes(String key) {
        return this.<byte @Nullable []>converted(key, value -> value.isNull() ? null : value.asBytes());
    }

    /**
     * The elements of a list; empty where the key is not set or null.
     *
     * @throws PhpConversionException if the value is not an array with the keys 0, 1, 2, …; the message names the key
     */
    public List<PhpValue> getList(String key) {
        return converted(key, value -> value.isNull() ? List.of() : value.asList());
    }

    /**
     * The elements of an array under their keys, in PHP's order; empty where the key is not set or null.
     *
     * @throws PhpConversionException if the value is not an array; the message names the key
     */
    public Map<String, PhpValue> getMap(String key) {
        return converted(key, value -> value.isNull() ? Map.of() : value.asMap());
    }

    /**
     * Sets a key, as {@code $_SESSION[key] = value} does: through a PHP reference, if the key holds one.
     *
     * @throws SessionDataException if the session's format cannot store the key
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void put(String key, PhpValue value) {
        requireWritable();
        changes.apply(variables, target -> sessions.codec().put(target, key, value));
    }

    /** Sets a key to text; see {@link #put(String, PhpValue)}. */
    public void put(String key, String value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to an integer; see {@link #put(String, PhpValue)}. */
    public void put(String key, long value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to a floating-point number; see {@link #put(String, PhpValue)}. */
    public void put(String key, double value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to a boolean; see {@link #put(String, PhpValue)}. */
    public void put(String key, boolean value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to a string of bytes; see {@link #put(String, PhpValue)}. */
    public void put(String key, byte[] value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to a list of what {@link PhpValue#of} takes; see {@link #put(String, PhpValue)}. */
    public void put(String key, List<?> value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to an array of what {@link PhpValue#of} takes; see {@link #put(String, PhpValue)}. */
    public void put(String key, Map<?, ?> value) {
        put(key, PhpValue.of(value));
    }

    /** Sets a key to a time, as ISO 8601 text; see {@link #put(String, PhpValue)}. */
    public void put(String key, Instant value) {
        put(key, PhpValue.of(value));
    }

    /**
     * Replaces the value of a key by what a function makes of it. Under {@link Concurrency#MERGE} the function may be run
     * again on a fresher value, so it must have no side effect.
     *
     * @param change takes the value, {@link PhpNull} where the key is not set, and returns what {@link PhpValue#of} takes
     * @return what the function returned
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public <T extends @Nullable Object> T update(String key, Function<? super PhpValue, ? extends T> change) {
        requireWritable();
        T result = change.apply(get(key));
        PhpValue value = PhpValue.of(result);
        sessions.codec().put(variables, key, value);
        changes.remember(fresh -> sessions.codec().put(fresh, key, PhpValue.of(change.apply(fresh.get(key)))));
        return result;
    }

    /**
     * Unsets a key, as {@code unset($_SESSION[key])} does; unknown keys are no error.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void remove(String key) {
        requireWritable();
        changes.apply(variables, target -> target.remove(key));
    }

    /**
     * Unsets all keys: PHP's {@code session_unset}.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void clear() {
        requireWritable();
        changes.apply(variables, SessionVariables::clear);
    }

    /** The variables as they would be stored now: PHP's {@code session_encode}. The caller owns the bytes. */
    public byte[] encode() {
        return sessions.codec().encode(variables).clone();
    }

    /**
     * Moves the session to a new id, for example after a log-in: PHP's {@code session_regenerate_id}. The new session is
     * stored before the old one is touched, so that a failure loses neither.
     *
     * @param deleteOld whether the old session is destroyed; otherwise it stays, with the same data
     * @throws SessionGoneException if another request destroyed the session meanwhile
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void regenerateId(boolean deleteOld) {
        requireWritable();
        if (concurrency == Concurrency.MERGE) {
            Merge merge = new Merge(sessions, stored, changes, variables);
            merge.regenerate(deleteOld);
            variables = merge.variables();
            changes.forget();
        } else {
            stored.regenerate(sessions.codec().encode(variables), deleteOld);
        }
        mustSendId = true;
        newIds.accept(id());
        sessions.events().regenerated();
    }

    /**
     * Makes a session that was started {@link Concurrency#READ_ONLY} one of {@link Concurrency#MERGE}, without starting
     * over. If another request has changed the stored session since, this one sees the change from now on.
     *
     * @throws SessionGoneException if another request destroyed the session meanwhile
     * @throws IllegalStateException if the session was not started read-only
     * @throws UnsupportedOperationException if the store lacks {@link Capability#COMPARE_AND_SET}
     */
    public void makeWritable() {
        if (concurrency != Concurrency.READ_ONLY) {
            throw new IllegalStateException("Only a session started READ_ONLY can be made writable");
        }
        sessions.requireCompareAndSet();
        HeldSession reopened = stored.reopened();
        if (!Arrays.equals(reopened.seen(), stored.seen())) {
            variables = sessions.codec().decode(reopened.seen());
        }
        stored = reopened;
        concurrency = Concurrency.MERGE;
        outcome = SessionOutcome.OPEN;
    }

    /**
     * Discards this request's changes and reads the stored session again: PHP's {@code session_reset}.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void reset() {
        requireWritable();
        variables = sessions.codec().decode(stored.readAgain());
        changes.forget();
    }

    /**
     * Destroys the stored session and ends this one: PHP's {@code session_destroy}. The client's cookie stays; in strict
     * mode its id is worth nothing any more.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void destroy() {
        requireWritable();
        end(() -> {
            stored.destroy();
            return SessionOutcome.DESTROYED;
        });
    }

    /** Ends the session without saving: PHP's {@code session_abort}. Does nothing where it has ended. */
    public void abort() {
        if (isWritable()) {
            end(() -> SessionOutcome.UNTOUCHED);
        }
    }

    /** Saves and unlocks before the request is over: PHP's {@code session_commit}. The same as {@link #close()}. */
    public void commit() {
        close();
    }

    /**
     * Saves the changes, if there are any, prolongs the session's life and unlocks it: PHP's
     * {@code session_write_close}. Does nothing where the session has ended. The lock is given back whatever happens.
     *
     * @throws SessionDataException if the data is larger than {@link SessionConfig#maxSessionBytes()}
     * @throws SessionLockLostException if the lock ran out and another request took it
     * @throws SessionGoneException if the session vanished and {@link WhenGone#THROW} is set
     * @throws SessionStoreException if the store failed
     */
    @Override
    public void close() {
        if (isWritable()) {
            end(this::save);
        }
    }

    /** Which session is not said: ids are secret. */
    @Override
    public String toString() {
        return "Session[" + outcome + ", " + concurrency + "]";
    }

    void abortAfter(Throwable failure) {
        try {
            abort();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private SessionOutcome save() {
        if (concurrency != Concurrency.MERGE) {
            return stored.save(sessions.codec().encode(variables));
        }
        Merge merge = new Merge(sessions, stored, changes, variables);
        SessionOutcome saved = merge.save();
        variables = merge.variables();
        return saved;
    }

    private void end(Supplier<SessionOutcome> ending) {
        outcome = SessionOutcome.FAILED;
        outcome = stored.end(ending);
    }

    private <T extends @Nullable Object> T converted(String key, Function<PhpValue, T> conversion) {
        try {
            return conversion.apply(get(key));
        } catch (PhpConversionException e) {
            throw new PhpConversionException("Session key \"" + key + "\": " + e.getMessage());
        }
    }

    private void requireWritable() {
        if (isWritable()) {
            return;
        }
        throw new IllegalStateException(
                concurrency == Concurrency.READ_ONLY
                        ? "The session was started READ_ONLY; start it with LOCK or MERGE to change it"
                        : "The session has ended (" + outcome + "); start it again to change it");
    }
}
