package io.savehandler.php;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Several bytes at once, as a number whose lowest byte is the first. */
final class Words {
    static final int BYTES = Long.BYTES;
    private static final int NONE = Integer.MIN_VALUE;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from a place on. */
    static long at(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** The four bytes from a place on. */
    static int four(byte[] bytes, int from) {
        return (int) INTS.get(bytes, from);
    }

    static void put(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    static void putTwo(byte[] bytes, int at, short two) {
        SHORTS.set(bytes, at, two);
    }

    /** The bytes {@code ";} at a place. */
    static boolean isCloseOfString(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) == TokenWords.END_OF_STRING;
    }

    /** How many digits the word starts with. */
    static int digits(long word) {
        // A byte above '9' overflows into its highest bit by the sum, one below '0' by the difference;
        // what that does to bytes behind it does not matter.
        long others = ((word + 0x4646464646464646L) | (word - 0x3030303030303030L)) & 0x8080808080808080L;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /** The highest bit of each byte that is the given one, and no other bit. */
    static long equal(long word, char wanted) {
        long others = word ^ (wanted * 0x0101010101010101L);
        return ~(((others & 0x7F7F7F7F7F7F7F7FL) + 0x7F7F7F7F7F7F7F7FL) | others | 0x7F7F7F7F7F7F7F7FL);
    }

    /** The number that the word's first digits spell, from one to eight of them. */
    static long number(long word, int digits) {
        long tens = (((word << ((BYTES - digits) << 3)) & 0x0F0F0F0F0F0F0F0FL) * (1 + (10 << 8))) >>> 8;
        long hundreds = ((tens & 0x00FF00FF00FF00FFL) * (1 + (100 << 16))) >>> 16;
        return ((hundreds & 0x0000FFFF0000FFFFL) * (1 + (10_000L << 32))) >>> 32;
    }

    /** The digit at one of the word's places; far below 0 where it is none. */
    static int digit(long word, int place) {
        int digit = digitOrMore(word, place);
        return digit <= 9 ? digit : NONE;
    }

    /** The number that two of the word's bytes spell; below 0 where they do not. */
    static int twoDigits(long word, int place) {
        int tens = digitOrMore(word, place);
        int ones = digitOrMore(word, place + 1);
        return tens <= 9 && ones <= 9 ? tens * 10 + ones : NONE;
    }

    /** The digit at one of the word's places; more than 9 where it is none. */
    static int digitOrMore(long word, int place) {
        return ((int) (word >>> (place << 3)) & 0xff) ^ '0';
    }
}
