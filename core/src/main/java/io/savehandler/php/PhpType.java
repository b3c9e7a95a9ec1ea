package io.savehandler.php;

/** The kinds of value that PHP can keep in a session. Immutable, so safe for use by many threads. */
public enum PhpType {
    /** {@code null}. */
    NULL("null"),
    /** {@code true} or {@code false}. */
    BOOLEAN("a boolean"),
    /** A whole number of 64 bits. */
    INTEGER("an integer"),
    /** A floating-point number of 64 bits. */
    FLOAT("a float"),
    /** A string of bytes. */
    STRING("a string"),
    /** An ordered map with integer and string keys. */
    ARRAY("an array"),
    /** An object: a class name and properties. */
    OBJECT("an object"),
    /** One case of an enumeration. */
    ENUM("an enum case"),
    /** An object whose class writes its own text ({@code Serializable}). */
    CUSTOM("a custom-serialized object"),
    /** A place that several holders share, made by PHP's {@code &}. */
    REFERENCE("a reference");

    private final String description;

    PhpType(String description) {
        this.description = description;
    }

    /**
     * What an error message calls a value of this type.
     *
     * @return a noun with its article, such as {@code "an integer"}
     */
    public String description() {
        return description;
    }
}
