package io.savehandler.php;

import java.util.Arrays;

/** Serialized text as it grows, token by token. */
final class TextOutput {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    private static final int SHORT = 32;
    /** Room for a token but for a string's bytes. */
    private static final int TOKEN = 30;
    /** Room may be asked for that then is not used up: no more than this. */
    private static final int SPARE = SHORT + TOKEN;

    private final PhpLimits limits;
    private final KeptPieces kept = new KeptPieces();
    private byte[] out;
    private int size;

    TextOutput(int expectedBytes, PhpLimits limits) {
        this.limits = limits;
        this.out = new byte[Math.max(expectedBytes, 64)];
    }

    /** Bytes of older data, which are only copied at the end. */
    void keep(byte[] bytes, int from, int to) {
        kept.add(size, bytes, from, to);
    }

    void bytes(byte[] bytes, int from, int to) {
        ensure(to - from);
        System.arraycopy(bytes, from, out, size, to - from);
        size += to - from;
    }

    void octet(int value) {
        ensure(1);
        out[size++] = (byte) value;
    }

    void absent() {
        ensure(TOKEN);
        put('N');
        put(';');
    }

    void bool(boolean value) {
        ensure(TOKEN);
        put('b');
        put(':');
        put(value ? '1' : '0');
        put(';');
    }

    void integer(long number) {
        integer('i', number);
    }

    /** A number with another letter before it. */
    void integer(char letter, long number) {
        ensure(TOKEN);
        put(letter);
        put(':');
        size = Digits.put(out, size, number);
        put(';');
    }

    void number(double number) {
        ensure(TOKEN);
        put('d');
        put(':');
        size = DoubleText.put(out, size, number);
        put(';');
    }

    void string(PhpString string) {
        int length = string.length;
        if (length > SHORT) {
            string('s', string, ';');
            return;
        }
        ensure(SHORT + TOKEN);
        byte[] bytes = out;
        int at = size + 5;
        if (length < 10) {
            Words.put(bytes, size, TokenWords.shortString(length));
        } else {
            Words.put(bytes, size, TokenWords.mediumString(length));
            at++;
        }
        string.copyShort(bytes, at);
        Words.putTwo(bytes, at + length, TokenWords.END_OF_STRING);
        size = at + length + 2;
    }

    /** A string with another letter before it, or another mark behind it. */
    void string(char letter, PhpString string, char mark) {
        ensure(string.length + TOKEN);
        put(letter);
        put(':');
        size = Digits.put(out, size, string.length);
        put(':');
        put('"');
        System.arraycopy(string.buffer, string.offset, out, size, string.length);
        size += string.length;
        put('"');
        put(mark);
    }

    /** The start of an array up to its brace. */
    void array(int count) {
        ensure(TOKEN);
        put('a');
        put(':');
        open(count);
    }

    /** A count and the brace behind it. */
    void open(int count) {
        ensure(TOKEN);
        size = Digits.put(out, size, count);
        put(':');
        put('{');
    }

    void digits(int number) {
        ensure(TOKEN);
        size = Digits.put(out, size, number);
    }

    /** How much there is without what was kept. */
    int written() {
        return size;
    }

    int size() {
        return size + kept.bytes();
    }

    /** Takes away what was written from a place on, where nothing was kept. */
    byte[] takeFrom(int start) {
        byte[] taken = Arrays.copyOfRange(out, start, size);
        size = start;
        return taken;
    }

    byte[] toByteArray() {
        if (kept.bytes() > 0) {
            return kept.among(out, size);
        }
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    private void put(char c) {
        out[size++] = (byte) c;
    }

    private void ensure(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, room(more));
        }
    }

    private int room(int more) {
        long most = Math.min((long) limits.bytes() + SPARE, MAX_BYTES);
        if (most - size < more) {
            throw new PhpSizeException(limits);
        }
        return (int) Math.min(Math.max((long) size + more, out.length * 2L), most);
    }
}
