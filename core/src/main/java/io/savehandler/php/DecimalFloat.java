package io.savehandler.php;

import java.math.BigInteger;

/**
 * The float nearest to a decimal, for nearly all decimals of up to 19 digits: the method is Daniel Lemire's ("Number
 * parsing at a gigabyte per second", 2021). Where 128 bits of a power of five do not decide, it gives up.
 */
final class DecimalFloat {
    static final int MOST_DIGITS = 19;

    private static final int LEAST_POWER = -342;
    private static final int LARGEST_POWER = 308;
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int BIAS = 1023;
    private static final int LARGEST_BIASED = 2046;
    // Bits of the product behind those of the fraction, the rounding bit and one that may be empty.
    private static final int SPARE_BITS = 9;
    private static final long SPARE = (1L << SPARE_BITS) - 1;

    private DecimalFloat() {}

    /** The float nearest to {@code digits * 10^power}, where {@code digits} is unsigned; NaN where it is not found. */
    static double of(long digits, int power) {
        if (digits == 0) {
            return 0;
        }
        if (power < LEAST_POWER || power > LARGEST_POWER) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(digits);
        long normal = digits << zeros;
        long factor = Fives.high(power);
        long high = multiplyHigh(normal, factor);
        long low = normal * factor;
        if ((high & SPARE) == SPARE) {
            long more = multiplyHigh(normal, Fives.low(power));
            low += more;
            high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
            if (low == -1) {
                return Double.NaN;
            }
        }
        return rounded(high, low, power, zeros);
    }

    private static double rounded(long high, long low, int power, int zeros) {
        int top = (int) (high >>> 63);
        long twice = high >>> (top + SPARE_BITS);
        int exponent = Fives.binaryExponent(power) + top - zeros + BIAS;
        if (exponent <= 0 || (low >= 0 && low <= 1 && (twice << (top + SPARE_BITS)) == high && (twice & 3) == 1)) {
            // Below the normal floats, or perhaps in the middle between two.
            return Double.NaN;
        }
        long fraction = (twice + (twice & 1)) >>> 1;
        if (fraction == HIDDEN_BIT << 1) {
            fraction = HIDDEN_BIT;
            exponent++;
        }
        return exponent > LARGEST_BIASED
                ? Double.NaN
                : Double.longBitsToDouble((fraction & (HIDDEN_BIT - 1)) | ((long) exponent << FRACTION_BITS));
    }

    /** Of unsigned numbers. */
    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    /** For each power of five, its first 128 bits in two halves; where the power is an inverse of one that fits in 64 bits, rounded up. */
    private static final class Fives {
        private static final int BITS = 128;
        private static final int EXACT_IN_64 = 64;
        private static final BigInteger FIVE = BigInteger.valueOf(5);
        private static final long[] HALVES = halves();

        private Fives() {}

        static long high(int power) {
            return HALVES[(power - LEAST_POWER) * 2];
        }

        static long low(int power) {
            return HALVES[(power - LEAST_POWER) * 2 + 1];
        }

        /** The exponent of the highest bit of ten to the power, plus that of a number of 64 bits. */
        static int binaryExponent(int power) {
            return ((217706 * power) >> 16) + 63;
        }

        private static long[] halves() {
            long[] halves = new long[(LARGEST_POWER - LEAST_POWER + 1) * 2];
            for (int power = LEAST_POWER; power <= LARGEST_POWER; power++) {
                BigInteger bits = power < 0 ? inverse(FIVE.pow(-power)) : first(FIVE.pow(power));
                halves[(power - LEAST_POWER) * 2] = bits.shiftRight(64).longValue();
                halves[(power - LEAST_POWER) * 2 + 1] = bits.longValue();
            }
            return halves;
        }

        private static BigInteger first(BigInteger number) {
            int more = number.bitLength() - BITS;
            return more > 0 ? number.shiftRight(more) : number.shiftLeft(-more);
        }

        private static BigInteger inverse(BigInteger number) {
            BigInteger shifted = BigInteger.ONE.shiftLeft(number.bitLength() + BITS - 1);
            BigInteger bits = shifted.divide(number);
            return number.bitLength() <= EXACT_IN_64 ? bits.add(BigInteger.ONE) : bits;
        }
    }
}
