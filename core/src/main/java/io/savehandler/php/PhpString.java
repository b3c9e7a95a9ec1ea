package io.savehandler.php;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A PHP string: bytes, in whatever encoding the application uses. Also the key of an array element. Immutable, equal by
 * bytes. A string that was decoded shares the decoded buffer and keeps it alive.
 */
public final class PhpString extends PhpValue implements PhpKey {
    /** The string without bytes. */
    public static final PhpString EMPTY = new PhpString(new byte[0], 0, 0);

    private static final int LONGEST_INTEGER = 20;

    final byte[] buffer;
    final int offset;
    final int length;
    private int hash;

    PhpString(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /**
     * The string that holds a text in UTF-8.
     *
     * @param text any; a lone surrogate becomes {@code ?}, as in {@link String#getBytes(java.nio.charset.Charset)}
     * @return the string
     */
    public static PhpString of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new PhpString(bytes, 0, bytes.length);
    }

    /**
     * The string of the given bytes.
     *
     * @param bytes any; copied
     * @return the string
     */
    public static PhpString of(byte[] bytes) {
        return new PhpString(bytes.clone(), 0, bytes.length);
    }

    /**
     * The string of some bytes, without copying them.
     *
     * @param buffer where the bytes are; must not change any more
     * @param from the first, at least 0
     * @param to behind the last, at most the buffer's length
     * @return the string
     * @throws IndexOutOfBoundsException if the range is not within the buffer
     */
    public static PhpString slice(byte[] buffer, int from, int to) {
        Objects.checkFromToIndex(from, to, buffer.length);
        return new PhpString(buffer, from, to - from);
    }

    /**
     * The hash code of the string of some bytes, without making it.
     *
     * @param buffer where the bytes are
     * @param from the first, at least 0
     * @param to behind the last, at most the buffer's length
     * @return what {@link #hashCode} of their {@link #slice} returns
     */
    public static int hash(byte[] buffer, int from, int to) {
        return ByteHash.of(buffer, from, to - from);
    }

    /**
     * How long this string is.
     *
     * @return bytes, at least 0
     */
    public int length() {
        return length;
    }

    /**
     * The bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, offset, offset + length);
    }

    /**
     * One byte.
     *
     * @param index from 0 to {@link #length} - 1
     * @return the byte
     * @throws IndexOutOfBoundsException if {@code index} is out of range
     */
    public byte byteAt(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index " + index + ", length " + length);
        }
        return buffer[offset + index];
    }

    /**
     * The text that these bytes are in UTF-8.
     *
     * @return the text
     * @throws PhpConversionException if the bytes are not UTF-8; {@link #bytes} gives them as they are
     */
    public String toUtf8() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PhpConversionException(
                    "Expected UTF-8 text and found other bytes; read them with bytes() or asBytes()");
        }
    }

    /**
     * Whether PHP takes this string, used as an array key, for the integer it spells.
     *
     * @return true if the bytes are a 64-bit number exactly as PHP prints it: no sign but a minus, no leading zero
     */
    public boolean spellsInteger() {
        if (length == 0 || length > LONGEST_INTEGER || buffer[offset] > '9') {
            return false;
        }
        int first = buffer[offset] == '-' ? 1 : 0;
        int digits = length - first;
        if (digits == 0 || digits > 19 || (buffer[offset + first] == '0' && length > 1)) {
            return false;
        }
        for (int i = first; i < length; i++) {
            if (!Digits.isDigit(buffer[offset + i])) {
                return false;
            }
        }
        // Nineteen digits that do not fit in 64 bits come out with the wrong sign.
        return (toInteger() < 0) == (first == 1);
    }

    long toInteger() {
        return Digits.toLong(buffer, offset, offset + length);
    }

    /** Copies these bytes, of which there are few; may write over the seven bytes behind them. */
    void copyShort(byte[] out, int at) {
        if (length < Words.BYTES) {
            if (offset <= buffer.length - Words.BYTES) {
                Words.put(out, at, Words.at(buffer, offset));
            } else {
                for (int i = 0; i < length; i++) {
                    out[at + i] = buffer[offset + i];
                }
            }
            return;
        }
        int last = length - Words.BYTES;
        for (int i = 0; i < last; i += Words.BYTES) {
            Words.put(out, at + i, Words.at(buffer, offset + i));
        }
        Words.put(out, at + last, Words.at(buffer, offset + last));
    }

    boolean sameBytes(PhpString other) {
        return length == other.length
                && Arrays.equals(
                        buffer, offset, offset + length, other.buffer, other.offset, other.offset + other.length);
    }

    @Override
    public PhpType type() {
        return PhpType.STRING;
    }

    @Override
    public String asString() {
        return toUtf8();
    }

    @Override
    public byte[] asBytes() {
        return bytes();
    }

    @Override
    public String text() {
        return toUtf8();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof PhpString string && sameBytes(string));
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = ByteHash.of(buffer, offset, length);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "PhpString(" + length + " bytes)";
    }
}
