package io.savehandler;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of a session: PHP's {@code $_SESSION}. Used by one thread at a time, not always the same one.
 *
 * <p>Keys are top-level keys of {@code $_SESSION}. Values are {@link PhpValue}s; {@code put} takes plain Java values and
 * {@code getLong} and the like give them back. Arrays are values, as in PHP: change a copy and put it. What the session's
 * format cannot store is refused when it is put.
 */
public abstract sealed class SessionValues permits Session {
    final SessionCodec codec;
    final ChangeLog changes = new ChangeLog();
    SessionVariables variables;

    SessionValues(SessionCodec codec, SessionVariables variables) {
        this.codec = codec;
        this.variables = variables;
    }

    /** The keys in PHP's order; a copy. Keys that are not UTF-8 text and the library's own are not among them, and are kept when saving. */
    public Set<String> keys() {
        Set<String> keys = SessionCodec.textKeys(variables);
        keys.remove(OwnFacts.KEY);
        return keys;
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
     * @throws IllegalArgumentException if the key is the library's own, {@code _savehandler}
     * @throws SessionDataException if the session's format cannot store the key
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void put(String key, PhpValue value) {
        requireWritable();
        OwnFacts.refuse(key);
        changes.replace(key, variables, target -> codec.put(target, key, value));
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
        OwnFacts.refuse(key);
        T result = change.apply(get(key));
        PhpValue value = PhpValue.of(result);
        codec.put(variables, key, value);
        changes.remember(fresh -> codec.put(fresh, key, PhpValue.of(change.apply(fresh.get(key)))));
        return result;
    }

    /**
     * Unsets a key, as {@code unset($_SESSION[key])} does; unknown keys are no error.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void remove(String key) {
        requireWritable();
        OwnFacts.refuse(key);
        changes.replace(key, variables, target -> target.remove(key));
    }

    /**
     * Unsets all keys: PHP's {@code session_unset}.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void clear() {
        requireWritable();
        changes.clear(variables, OwnFacts::clearOthers);
    }

    /** The variables as they would be stored now: PHP's {@code session_encode}. The caller owns the bytes. */
    public byte[] encode() {
        return codec.encode(variables).clone();
    }

    private <T extends @Nullable Object> T converted(String key, Function<PhpValue, T> conversion) {
        try {
            return conversion.apply(get(key));
        } catch (PhpConversionException e) {
            throw new PhpConversionException("Session key \"" + key + "\": " + e.getMessage());
        }
    }

    /**
     * Requires that the session can be changed.
     *
     * @throws IllegalStateException if not
     */
    abstract void requireWritable();
}
