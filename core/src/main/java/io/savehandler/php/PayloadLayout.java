package io.savehandler.php;

/**
 * Where the serialized values stand in a custom object's payload: one after the other, or between the marks
 * ({@code x:}, {@code m:}, commas, semicolons) that ArrayObject and the SPL collections wrote before PHP 7.4.
 */
final class PayloadLayout {
    private final byte[] data;
    private final int to;
    private final boolean marked;

    PayloadLayout(byte[] data, int from, int to) {
        this.data = data;
        this.to = to;
        this.marked = to - from > 4 && data[from] == 'x' && data[from + 1] == ':' && data[from + 2] == 'i';
    }

    /** The place of the next value from here on, or the end. */
    int next(int from) {
        int pos = from;
        while (marked && pos < to) {
            if (data[pos] == ',' || data[pos] == ';') {
                pos++;
            } else if ((data[pos] == 'x' || data[pos] == 'm') && pos + 1 < to && data[pos + 1] == ':') {
                pos += 2;
            } else {
                break;
            }
        }
        return pos;
    }
}
