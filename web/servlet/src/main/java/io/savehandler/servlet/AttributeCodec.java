package io.savehandler.servlet;

import io.savehandler.php.PhpValue;

/**
 * Turns session attributes of one kind into what PHP's sessions hold, and back. {@link AttributeCodecs} has ready ones.
 * Thread-safe.
 */
public interface AttributeCodec {
    /**
     * The name that the session notes for attributes of this kind. It stays the same for as long as sessions live, whatever
     * becomes of the Java class.
     */
    String name();

    /**
     * Whether this codec stores a value.
     *
     * @param value any object that is no plain value
     */
    boolean accepts(Object value);

    /**
     * The value as PHP keeps it.
     *
     * @param value one that this codec {@link #accepts}
     * @throws IllegalArgumentException if it cannot be stored; the text says why and holds no data
     */
    PhpValue encode(Object value);

    /**
     * The value from what PHP keeps. Whatever this throws, the stored value stays as it is and the attribute reads as null.
     *
     * @param stored what {@link #encode} returned, perhaps of an older version, perhaps changed by PHP
     */
    Object decode(PhpValue stored);

    /**
     * Whether an attribute that the application got and then changed, without setting it again, is stored all the same. The
     * codec then encodes it once when it is read and once when the session is saved, and the two are compared.
     *
     * @return true unless objects of this kind cannot change
     */
    default boolean canChange() {
        return true;
    }
}
