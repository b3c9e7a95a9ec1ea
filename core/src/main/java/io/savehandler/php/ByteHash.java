package io.savehandler.php;

import java.security.SecureRandom;

/**
 * Hashes of keys. Seeded anew in every JVM, so that session data cannot be crafted whose keys collide.
 */
final class ByteHash {
    private static final long SEED = new SecureRandom().nextLong() | 1;
    private static final long SECOND_SEED = new SecureRandom().nextLong() | 1;

    private ByteHash() {}

    static int of(long value) {
        long mixed = fold(value ^ SEED, SECOND_SEED);
        return (int) (mixed ^ (mixed >>> 32));
    }

    static int of(byte[] bytes, int from, int length) {
        long state = SEED ^ length;
        int at = from;
        int left = length;
        while (left > 8) {
            state = fold(state ^ Words.at(bytes, at), SECOND_SEED);
            at += 8;
            left -= 8;
        }
        long mixed = fold(state ^ tail(bytes, at, left), SECOND_SEED);
        return (int) (mixed ^ (mixed >>> 32));
    }

    private static long tail(byte[] bytes, int from, int length) {
        if (from <= bytes.length - Words.BYTES) {
            long word = Words.at(bytes, from);
            return length == Words.BYTES ? word : word & ~(-1L << (length << 3));
        }
        long word = 0;
        for (int i = from + length - 1; i >= from; i--) {
            word = (word << 8) | (bytes[i] & 0xff);
        }
        return word;
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.multiplyHigh(a, b);
    }
}
