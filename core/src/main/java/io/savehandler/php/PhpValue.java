package io.savehandler.php;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as PHP keeps it: nothing is lost between PHP's bytes and this. Make one with {@link #of}, read one with the
 * {@code as} methods, which convert exactly or fail; where a value may be missing, the {@code to} methods take what to
 * answer for {@code null}. A {@link PhpReference} answers for the value it holds.
 *
 * <p>All kinds but {@link PhpObject} and {@link PhpReference} are immutable and safe for use by many threads; those two
 * change in place, as in PHP, and belong to one thread at a time. {@code toString} names kind and size, never content,
 * because session data is secret.
 */
public abstract sealed class PhpValue
        permits PhpNull,
                PhpBoolean,
                PhpLong,
                PhpDouble,
                PhpString,
                PhpArray,
                PhpObject,
                PhpEnum,
                PhpCustom,
                PhpReference {

    PhpValue() {}

    /**
     * Turns a plain Java value into PHP's: text and {@code byte[]} into strings, whole numbers of up to 64 bits into
     * integers, {@code float} and {@code double} into floats, {@code Boolean}, {@code List} and {@code Map} (keys: text
     * or whole numbers) into arrays, {@code Instant} into ISO-8601 text, {@code null} into null. A {@code PhpValue} is
     * returned as it is.
     *
     * @param value what to convert
     * @return the value as PHP would keep it
     * @throws PhpConversionException if PHP has no such value; the message says what to use instead
     */
    public static PhpValue of(@Nullable Object value) {
        return PlainJava.toPhp(value);
    }

    /**
     * The kind of this value.
     *
     * @return the kind; {@link PhpType#REFERENCE} for a reference, whatever it holds
     */
    public abstract PhpType type();

    /**
     * This value, or the value held by this reference.
     *
     * @return a value that is not a {@link PhpReference}
     */
    public PhpValue dereferenced() {
        return this;
    }

    /**
     * Whether this is PHP's {@code null}.
     *
     * @return true for {@link PhpNull} and for a reference that holds it
     */
    public final boolean isNull() {
        return dereferenced() instanceof PhpNull;
    }

    /**
     * This integer.
     *
     * @return the number
     * @throws PhpConversionException if this is not an integer
     */
    public long asLong() {
        throw expected("an integer");
    }

    /**
     * This integer, or a stand-in for null.
     *
     * @param ifNull the answer where this is null
     * @return the number
     * @throws PhpConversionException if this is neither an integer nor null
     */
    public final long toLong(long ifNull) {
        return isNull() ? ifNull : asLong();
    }

    /**
     * This float, or this integer as a float.
     *
     * @return the number
     * @throws PhpConversionException if this is neither a float nor an integer
     */
    public double asDouble() {
        throw expected("a float");
    }

    /**
     * This number as a float, or a stand-in for null.
     *
     * @param ifNull the answer where this is null
     * @return the number
     * @throws PhpConversionException if this is neither a number nor null
     */
    public final double toDouble(double ifNull) {
        return isNull() ? ifNull : asDouble();
    }

    /**
     * This boolean.
     *
     * @return true or false
     * @throws PhpConversionException if this is not a boolean
     */
    public boolean asBoolean() {
        throw expected("a boolean");
    }

    /**
     * This boolean, or a stand-in for null.
     *
     * @param ifNull the answer where this is null
     * @return true or false
     * @throws PhpConversionException if this is neither a boolean nor null
     */
    public final boolean toBoolean(boolean ifNull) {
        return isNull() ? ifNull : asBoolean();
    }

    /**
     * This string as text.
     *
     * @return the text
     * @throws PhpConversionException if this is not a string, or its bytes are not UTF-8
     */
    public String asString() {
        throw expected("a string");
    }

    /**
     * This string as text, or a stand-in for null.
     *
     * @param ifNull the answer where this is null
     * @return the text
     * @throws PhpConversionException if this is neither UTF-8 text nor null
     */
    public final String toText(String ifNull) {
        return isNull() ? ifNull : asString();
    }

    /**
     * This string's bytes.
     *
     * @return a copy of the bytes
     * @throws PhpConversionException if this is not a string
     */
    public byte[] asBytes() {
        throw expected("a string");
    }

    /**
     * This string as a point in time, the reverse of what {@link #of} makes of an {@code Instant}.
     *
     * @return the instant
     * @throws PhpConversionException if this is not a string in the form {@code 2026-01-31T12:00:00Z}
     */
    public final Instant asInstant() {
        String text = asString();
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            // Neither the text nor the cause goes into the error: both would show session data.
            throw new PhpConversionException(
                    "Expected an instant in ISO-8601 form, such as 2026-01-31T12:00:00Z, and found other text");
        }
    }

    /**
     * This array.
     *
     * @return the array
     * @throws PhpConversionException if this is not an array
     */
    public PhpArray asArray() {
        throw expected("an array");
    }

    /**
     * This array as a list: its keys must be 0, 1, 2 and so on, in that order, as PHP's {@code array_is_list} asks.
     *
     * @return an unmodifiable list of the elements, without references
     * @throws PhpConversionException if this is not an array, or not a list
     */
    public final List<PhpValue> asList() {
        return asArray().list();
    }

    /**
     * This array as a map in its own order; integer keys become decimal text.
     *
     * @return an unmodifiable map of the elements, without references
     * @throws PhpConversionException if this is not an array, or a key is not UTF-8
     */
    public final Map<String, PhpValue> asMap() {
        return asArray().map();
    }

    /**
     * This object.
     *
     * @return the object itself: changes to it are changes to what the session holds
     * @throws PhpConversionException if this is not an object
     */
    public PhpObject asObject() {
        throw expected("an object");
    }

    /** Whether this is what PHP counts among its objects: enum cases and custom-serialized objects are. */
    final boolean isObject() {
        return this instanceof PhpObject || this instanceof PhpEnum || this instanceof PhpCustom;
    }

    private PhpConversionException expected(String wanted) {
        return new PhpConversionException("Expected " + wanted + " and found " + type().description());
    }
}
