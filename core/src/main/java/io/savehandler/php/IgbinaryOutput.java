package io.savehandler.php;

import java.util.Arrays;

/** A growing buffer for igbinary's numbers, of which each takes the fewest of 1, 2, 4 or 8 bytes that hold it. */
final class IgbinaryOutput {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    private static final int SHORT = 48;
    private static final int MARGIN = 2 + Words.BYTES;

    private static final byte[] NONE = {};

    private final PhpLimits limits;
    private final byte[] lent;
    private byte[] out;
    /** Where the next byte goes. */
    private int place;
    /** Bytes that were kept first, and are not in the buffer yet: which, how many, and before which place they belong. */
    private byte[] kept = NONE;

    private int keptFrom;
    private int keptLength;
    private int keptBefore;

    IgbinaryOutput(int expectedBytes, PhpLimits limits) {
        this(expectedBytes, limits, NONE);
    }

    /** Writes into lent bytes if there are enough of them. */
    IgbinaryOutput(int expectedBytes, PhpLimits limits, byte[] lent) {
        this.limits = limits;
        this.lent = lent;
        this.out = lent.length < expectedBytes || lent.length == 0 ? new byte[Math.max(expectedBytes, 64)] : lent;
    }

    /** How much was written. */
    int size() {
        return place + keptLength;
    }

    /** Where the next byte goes in the {@link #buffer}. */
    int place() {
        return place;
    }

    PhpLimits limits() {
        return limits;
    }

    @SuppressWarnings("ReferenceEquality") // Whose array it is decides.
    byte[] toByteArray() {
        if (keptLength > 0) {
            int all = size();
            out = withKept(kept, Math.max(0, keptFrom - keptBefore), all);
            place = all;
        }
        return place == out.length && out != lent ? out : Arrays.copyOf(out, place);
    }

    /** Forgets all, and where it was written. */
    void letGo() {
        out = NONE;
        place = 0;
    }

    /** Where is written; another one after that. */
    byte[] buffer() {
        return out;
    }

    /** Goes on from a place: forgets what was written behind it, or takes what was written into the room before it. */
    void goTo(int place) {
        this.place = place;
    }

    /** The buffer, with room for so many bytes more, be it beyond the limit; {@link #checkSize} finds that. */
    byte[] headroom(int more) {
        if (out.length - place < more) {
            checkSize();
            grow(more, (int) Math.min((long) limits.bytes() + more, MAX_BYTES) - keptLength);
        }
        return out;
    }

    /** Replaces a number of 1, 2 or 4 bytes; false where it is below 0 or needs another width. */
    boolean replace(int at, int bytes, int number) {
        if (bytes == 1) {
            out[at] = (byte) number;
            return number >>> 8 == 0;
        }
        if (bytes == 2) {
            BigEndian.putShort(out, at, number);
            return number >>> 16 == 0 && number > 0xff;
        }
        BigEndian.putInt(out, at, number);
        return number > 0xffff;
    }

    void version(int version) {
        ensure(Integer.BYTES);
        BigEndian.putInt(out, place, version);
        place += Integer.BYTES;
    }

    void octet(int value) {
        ensure(1);
        out[place++] = (byte) value;
    }

    void bytes(byte[] bytes, int from, int length) {
        // At least as much again, so that not all is copied each time.
        if (length > out.length - place && length >= size() && length <= limits.bytes() - size()) {
            startOver(bytes, from, length, length);
            return;
        }
        ensure(length);
        System.arraycopy(bytes, from, out, place, length);
        place += length;
    }

    /** Copies bytes of older data. If they are most of the rest of that, all of the rest is likely to follow. */
    void copy(byte[] data, int from, int length) {
        int rest = data.length - from;
        if (length > out.length - place && length >= rest - length && length <= limits.bytes() - size()) {
            startOver(data, from, length, Math.min(rest, Math.min(limits.bytes(), MAX_BYTES) - size()));
        } else {
            bytes(data, from, length);
        }
    }

    /** Makes a buffer of what is to be copied, with room before it, and behind it for what is expected. */
    private void startOver(byte[] bytes, int from, int length, int expected) {
        int before = size();
        out = withKept(bytes, Math.max(0, from - before), before + expected);
        if (from < before) {
            System.arraycopy(bytes, from, out, before, length);
        }
        place = before + length;
    }

    /** Takes bytes of older data, which must not change: they are copied when it is known how much comes with them. */
    void keep(byte[] data, int from, int length) {
        if (length > limits.bytes() - size()) {
            throw new PhpSizeException(limits);
        }
        kept = data;
        keptFrom = from;
        keptLength = length;
        keptBefore = place;
    }

    /** A new buffer with all that was kept and written. Made as a copy: one of zeros would be written twice. */
    private byte[] withKept(byte[] likeness, int from, int length) {
        byte[] all = Arrays.copyOfRange(likeness, from, from + length);
        System.arraycopy(out, 0, all, 0, keptBefore);
        System.arraycopy(kept, keptFrom, all, keptBefore, keptLength);
        System.arraycopy(out, keptBefore, all, keptBefore + keptLength, place - keptBefore);
        kept = NONE;
        keptFrom = 0;
        keptBefore = 0;
        keptLength = 0;
        return all;
    }

    void raw(PhpString string) {
        bytes(string.buffer, string.offset, string.length);
    }

    void checkSize() {
        if (size() > limits.bytes()) {
            throw new PhpSizeException(limits);
        }
    }

    /** A string behind its length. Short ones are copied word by word: calling for a copy would take longer. */
    void literal(int code, PhpString string) {
        if (string.length <= SHORT && out.length - place >= SHORT + MARGIN) {
            BigEndian.putShort(out, place, code << 8 | string.length);
            string.copyShort(out, place + 2);
            place += 2 + string.length;
        } else {
            coded(code, string.length);
            raw(string);
        }
    }

    /** A number behind a code: the first one for one byte, the following ones for two and four. */
    void coded(int code, int number) {
        coded(code, 1, number);
    }

    private void coded(int code, int step, int number) {
        room(number);
        int at = place;
        if (number <= 0xff) {
            BigEndian.putShort(out, at, code << 8 | number);
            place = at + 2;
        } else if (number <= 0xffff) {
            out[at] = (byte) (code + step);
            BigEndian.putShort(out, at + 1, number);
            place = at + 3;
        } else {
            out[at] = (byte) (code + 2 * step);
            BigEndian.putInt(out, at + 1, number);
            place = at + 5;
        }
    }

    void integer(long value) {
        int sign = value < 0 ? 1 : 0;
        // The smallest number is its own magnitude, read as unsigned.
        long magnitude = value < 0 ? -value : value;
        if (magnitude >>> 32 != 0) {
            octet(0x20 + sign);
            eightBytes(magnitude);
        } else if (magnitude > 0xffff) {
            ensure(1 + Integer.BYTES);
            out[place] = (byte) (0x0a + sign);
            BigEndian.putInt(out, place + 1, (int) magnitude);
            place += 1 + Integer.BYTES;
        } else {
            coded(0x06 + sign, 2, (int) magnitude);
        }
    }

    void number(double value) {
        octet(0x0c);
        eightBytes(Double.doubleToRawLongBits(value));
    }

    private void eightBytes(long number) {
        ensure(Long.BYTES);
        BigEndian.putLong(out, place, number);
        place += Long.BYTES;
    }

    /** Room for a code and a number. */
    private void room(int number) {
        if (out.length - place <= Integer.BYTES) {
            ensure(number <= 0xff ? 2 : number <= 0xffff ? 3 : 1 + Integer.BYTES);
        }
    }

    private void ensure(int more) {
        if (out.length - place < more) {
            grow(more, Math.min(limits.bytes(), MAX_BYTES) - keptLength);
        }
    }

    private void grow(int more, int most) {
        if (most - place < more) {
            throw new PhpSizeException(limits);
        }
        out = Arrays.copyOf(out, (int) Math.min(Math.max((long) place + more, out.length * 2L), most));
    }
}
