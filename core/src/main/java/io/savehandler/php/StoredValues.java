package io.savehandler.php;

/** The values of decoded session data, numbered from 0 in their order. Not thread-safe. */
public interface StoredValues {

    /**
     * A value, the same object every time.
     *
     * @param index its number
     * @return the value, a {@link PhpReference} where others share its place
     */
    PhpValue value(int index);

    /**
     * Whether any value may be a {@link PhpReference}, as can be told without building it.
     *
     * @return false if none is
     */
    boolean mayHaveReferences();

    /**
     * Whether an object or reference in a value was changed since it was read.
     *
     * @param index the value's number
     * @return true if so
     */
    boolean changed(int index);

    /**
     * Whether an object or reference in any value was changed since it was read.
     *
     * @return true if so
     */
    boolean changed();
}
