package io.savehandler.php;

import java.math.BigInteger;

/**
 * The decimal with the fewest digits that lies closer to a float than to any other float; among those, the closest. The
 * method is Raffaello Giulietti's ("The Schubfach way to render doubles", 2021), which JDK 19 and later use in
 * {@code Double.toString}; JDK 17 and 18 print more digits than needed for some numbers.
 */
final class ShortestDecimal {
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int LEAST_EXPONENT = -1074;
    private static final long LOW_63 = Long.MAX_VALUE;

    final long digits;
    final int exponent;

    private ShortestDecimal(long digits, int exponent) {
        this.digits = digits;
        this.exponent = exponent;
    }

    /** The decimal {@code digits * 10^exponent} for a finite number above zero; the digits may end in zeros. */
    static ShortestDecimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> FRACTION_BITS);
        long fraction = bits & (HIDDEN_BIT - 1);
        return biased == 0 ? of(fraction, LEAST_EXPONENT) : of(fraction | HIDDEN_BIT, biased + LEAST_EXPONENT - 1);
    }

    /** For {@code significand * 2^binaryExponent}. Quarters are used so that the bounds of its interval are whole. */
    private static ShortestDecimal of(long significand, int binaryExponent) {
        boolean narrowBelow = significand == HIDDEN_BIT && binaryExponent != LEAST_EXPONENT;
        int scale = narrowBelow ? log10OfThreeQuarters(binaryExponent) : log10(binaryExponent);
        int shift = binaryExponent + Powers.log2OfPowerOf10(-scale) + 2;
        long quarters = significand << 2;
        long value = scaled(scale, quarters << shift);
        long lower = scaled(scale, (quarters - (narrowBelow ? 1 : 2)) << shift);
        long upper = scaled(scale, (quarters + 2) << shift);
        // The interval's bounds belong to it where the significand is even, as in rounding half to even.
        long open = significand & 1;

        long below = value >> 2;
        if (below >= 10) {
            long tensBelow = below / 10 * 10;
            long tensAbove = tensBelow + 10;
            boolean belowInside = lower + open <= (tensBelow << 2);
            boolean aboveInside = (tensAbove << 2) + open <= upper;
            if (belowInside != aboveInside) {
                return new ShortestDecimal(belowInside ? tensBelow : tensAbove, scale);
            }
        }
        long above = below + 1;
        boolean belowInside = lower + open <= (below << 2);
        boolean aboveInside = (above << 2) + open <= upper;
        if (belowInside != aboveInside) {
            return new ShortestDecimal(belowInside ? below : above, scale);
        }
        long fromMiddle = value - ((below + above) << 1);
        boolean nearerBelow = fromMiddle < 0 || (fromMiddle == 0 && (below & 1) == 0);
        return new ShortestDecimal(nearerBelow ? below : above, scale);
    }

    /** Divides by {@code 10^scale} and multiplies by a power of two, rounding to odd so that comparisons stay exact. */
    private static long scaled(int scale, long number) {
        long high = Powers.high(scale);
        long low = Powers.low(scale);
        long carried = Math.multiplyHigh(low, number);
        long middle = ((high * number) >>> 1) + carried;
        long whole = Math.multiplyHigh(high, number) + (middle >>> 63);
        return whole | (((middle & LOW_63) + LOW_63) >>> 63);
    }

    /** The largest k with {@code 10^k <= 2^e}. */
    static int log10(int e) {
        return (e * 1262611) >> 22;
    }

    /** The largest k with {@code 10^k <= 3/4 * 2^e}. */
    static int log10OfThreeQuarters(int e) {
        return (e * 631305 - 261663) >> 21;
    }

    /** For each power of ten: 126 bits of its inverse, rounded up, in two halves of 63. */
    static final class Powers {
        private static final int LEAST = -324;
        private static final int LARGEST = 292;
        private static final int BITS = 126;
        private static final long[] HALVES = halves();

        private Powers() {}

        static long high(int scale) {
            return HALVES[(scale - LEAST) * 2];
        }

        static long low(int scale) {
            return HALVES[(scale - LEAST) * 2 + 1];
        }

        /** The largest k with {@code 2^k <= 10^e}. */
        static int log2OfPowerOf10(int e) {
            return (e * 1741647) >> 19;
        }

        private static long[] halves() {
            long[] halves = new long[(LARGEST - LEAST + 1) * 2];
            for (int scale = LEAST; scale <= LARGEST; scale++) {
                BigInteger rounded = inverse(scale).add(BigInteger.ONE);
                halves[(scale - LEAST) * 2] = rounded.shiftRight(63).longValueExact();
                halves[(scale - LEAST) * 2 + 1] =
                        rounded.and(BigInteger.valueOf(LOW_63)).longValueExact();
            }
            return halves;
        }

        private static BigInteger inverse(int scale) {
            int shift = BITS - 1 - log2OfPowerOf10(-scale);
            if (scale > 0) {
                return BigInteger.ONE.shiftLeft(shift).divide(BigInteger.TEN.pow(scale));
            }
            BigInteger power = BigInteger.TEN.pow(-scale);
            return shift >= 0 ? power.shiftLeft(shift) : power.shiftRight(-shift);
        }
    }
}
