package io.savehandler.php;

/**
 * How much a reader and a writer of PHP's data accept. Immutable and safe for use by many threads.
 *
 * <p>Memory and time stay proportional to the input whatever the limits are; these keep the input itself in bounds.
 */
public final class PhpLimits {
    private static final PhpLimits DEFAULTS = new PhpLimits(4096, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final int depth;
    private final int bytes;
    private final int values;

    private PhpLimits(int depth, int bytes, int values) {
        this.depth = depth;
        this.bytes = bytes;
        this.values = values;
    }

    /**
     * PHP's own limits: 4,096 levels (its setting {@code unserialize_max_depth}), any size and any number of values that
     * fit into one Java array.
     *
     * @return the limits used where none are given
     */
    public static PhpLimits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another depth.
     *
     * @param levels how many arrays and objects may sit inside one another, from 1 to 4,096
     * @return the new limits
     * @throws IllegalArgumentException if {@code levels} is out of range
     */
    public PhpLimits withDepth(int levels) {
        if (levels < 1 || levels > 4096) {
            throw new IllegalArgumentException("depth must be from 1 to 4096, PHP's own limit, and is " + levels);
        }
        return new PhpLimits(levels, bytes, values);
    }

    /**
     * These limits with another size. Set one where data of strangers is converted from igbinary to another format: there
     * an array that stands in many places is kept once, elsewhere once for each place.
     *
     * @param count how many bytes may be read or written at once, at least 1
     * @return the new limits
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public PhpLimits withBytes(int count) {
        return new PhpLimits(depth, positive("bytes", count), values);
    }

    /**
     * These limits with another number of values, nested ones included.
     *
     * @param count how many values the data may have, at least 1
     * @return the new limits
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public PhpLimits withValues(int count) {
        return new PhpLimits(depth, bytes, positive("values", count));
    }

    /**
     * The depth limit, see {@link #withDepth}.
     *
     * @return levels, from 1 to 4,096
     */
    public int depth() {
        return depth;
    }

    /**
     * The size limit, see {@link #withBytes}.
     *
     * @return bytes, at least 1
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The limit on values, see {@link #withValues}.
     *
     * @return a number of values, at least 1
     */
    public int values() {
        return values;
    }

    /**
     * Refuses too many bytes.
     *
     * @param count how many there are
     * @throws PhpSizeException if there are more than {@link #bytes}
     */
    public void checkBytes(int count) {
        if (count > bytes) {
            throw new PhpSizeException(this);
        }
    }

    private static int positive(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 and is " + count);
        }
        return count;
    }
}
