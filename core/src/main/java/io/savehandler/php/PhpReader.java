package io.savehandler.php;

/**
 * Reads what PHP's {@code serialize()} wrote. Accepts what {@code unserialize()} accepts, with these differences: classes
 * and enum cases are never looked up, so unknown ones are no error; a number too large for a length is an error and does
 * not wrap around. Thread-safe: there is no state.
 */
public final class PhpReader {
    private PhpReader() {}

    /**
     * Reads one value within PHP's own limits.
     *
     * @param data the text, which must not change as long as the value lives: its strings are slices of it
     * @return the value
     * @throws PhpDataException if the data is not exactly one serialized value
     */
    public static PhpValue read(byte[] data) {
        return read(data, PhpLimits.defaults());
    }

    /**
     * Reads one value.
     *
     * @param data the text, which must not change as long as the value lives: its strings are slices of it
     * @param limits what to refuse
     * @return the value
     * @throws PhpDataException if the data is not exactly one serialized value, or breaks a limit
     */
    public static PhpValue read(byte[] data, PhpLimits limits) {
        PhpSequence sequence = new PhpSequence(data, limits);
        int end = sequence.add(0);
        if (end < data.length) {
            throw new PhpDataException("more bytes behind the value", end);
        }
        return sequence.value(0);
    }
}
