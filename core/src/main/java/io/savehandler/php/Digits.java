package io.savehandler.php;

/** Decimal digits in bytes. */
final class Digits {
    private static final long[] POWERS = powers();
    /** The two digits of each number below 100, as {@link Words} has them. */
    private static final short[] PAIRS = pairs();

    private Digits() {}

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The number that a sign and digits spell; the caller has checked them. Wraps around where 64 bits are not enough. */
    static long toLong(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        long number = 0;
        while (at < to) {
            number = number * 10 + bytes[at++] - '0';
        }
        return negative ? -number : number;
    }

    /** As {@link #toLong}, but what does not fit becomes the largest or smallest number, as in PHP. */
    static long toClampedLong(byte[] bytes, int from, int to) {
        if (to - from <= 18) {
            return toLong(bytes, from, to);
        }
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        while (at < to && bytes[at] == '0') {
            at++;
        }
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long minus = 0;
        while (at < to) {
            int digit = bytes[at++] - '0';
            if (minus < (limit + digit) / 10 - 1 || minus * 10 < limit + digit) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            minus = minus * 10 - digit;
        }
        return negative ? minus : -minus;
    }

    /** Ten to the power of an exponent from 0 to 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** How many bytes the number takes, its sign included. */
    static int size(long number) {
        if (number < 0) {
            return number == Long.MIN_VALUE ? POWERS.length + 1 : 1 + size(-number);
        }
        // 1233 / 4096 is a little more than the decimal logarithm of 2.
        int guess = ((Long.SIZE - Long.numberOfLeadingZeros(number)) * 1233) >>> 12;
        return number < POWERS[guess] ? Math.max(guess, 1) : guess + 1;
    }

    /** Writes the number at a place; returns where it ends. */
    static int put(byte[] bytes, int at, long number) {
        if (number >= 0 && number < 10) {
            bytes[at] = (byte) ('0' + number);
            return at + 1;
        }
        int end = at + size(number);
        putBefore(bytes, end, number);
        return end;
    }

    /** Writes the number so that it ends before {@code end}. */
    private static void putBefore(byte[] bytes, int end, long number) {
        // Below zero, because there is one more number there.
        long minus = number < 0 ? number : -number;
        int at = end;
        while (minus <= -10) {
            long hundredth = minus / 100;
            at -= 2;
            Words.putTwo(bytes, at, PAIRS[(int) (hundredth * 100 - minus)]);
            minus = hundredth;
        }
        if (minus != 0 || number == 0) {
            bytes[--at] = (byte) ('0' - minus);
        }
        if (number < 0) {
            bytes[--at] = '-';
        }
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (('0' + i / 10) | (('0' + i % 10) << 8));
        }
        return pairs;
    }
}
