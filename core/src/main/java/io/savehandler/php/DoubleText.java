package io.savehandler.php;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Floats as PHP reads and prints them: the shortest digits that give the same 64 bits back (its setting
 * {@code serialize_precision=-1}), with an exponent from 10<sup>17</sup> upwards and below 10<sup>-4</sup>.
 */
final class DoubleText {
    /** No float takes more bytes than {@code -1.7976931348623157E+308}. */
    static final int LONGEST = 24;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final double FEW_DIGITS = 1e12;
    private static final long EIGHT_ZEROS = 100_000_000;
    private static final long EXACT = 1L << 53;
    private static final int LARGEST_POINT = 17;
    private static final int SMALLEST_POINT = -3;

    private DoubleText() {}

    /** Checks a float's text from its first byte; returns the place after its semicolon. */
    static int check(byte[] data, int from, int end) {
        int usual = usual(data, from, end);
        if (usual >= 0) {
            return usual;
        }
        int to = from;
        while (to < end && data[to] != ';') {
            to++;
        }
        if (to == end) {
            throw new PhpDataException("the data ends too early", end);
        }
        if (!isWord(data, from, to) && !isNumber(data, from, to)) {
            throw new PhpDataException("no float is written like this", from);
        }
        return to + 1;
    }

    /** Where a float with digits on both sides of its point, few behind it and no exponent ends; below 0 for others. */
    static int usual(byte[] data, int from, int end) {
        int point = from < end && data[from] == '-' ? from + 1 : from;
        int digits = point;
        while (point < end && Digits.isDigit(data[point])) {
            point++;
        }
        if (point == digits || point > end - Words.BYTES - 1 || data[point] != '.') {
            return -1;
        }
        int to = point + 1 + Words.digits(Words.at(data, point + 1));
        return to > point + 1 && to < end && data[to] == ';' ? to + 1 : -1;
    }

    private static boolean isWord(byte[] data, int from, int to) {
        int first = data[from] == '-' ? from + 1 : from;
        return matches(data, first, to, "INF") || matches(data, from, to, "NAN");
    }

    private static boolean matches(byte[] data, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (data[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(byte[] data, int from, int to) {
        int start = data[from] == '-' || data[from] == '+' ? from + 1 : from;
        int at = digits(data, start, to);
        int found = at - start;
        if (at < to && data[at] == '.') {
            int point = at + 1;
            at = digits(data, point, to);
            found += at - point;
        }
        if (found == 0) {
            return false;
        }
        if (at < to && (data[at] == 'e' || data[at] == 'E')) {
            int sign = at + 1;
            int exponent = sign < to && (data[sign] == '-' || data[sign] == '+') ? sign + 1 : sign;
            at = digits(data, exponent, to);
            return at == to && at > exponent;
        }
        return at == to;
    }

    private static int digits(byte[] data, int from, int to) {
        int at = from;
        while (at < to && Digits.isDigit(data[at])) {
            at++;
        }
        return at;
    }

    /** The number that checked text spells. */
    static double parse(byte[] data, int from, int to) {
        int start = data[from] == '-' || data[from] == '+' ? from + 1 : from;
        if (data[start] == 'N') {
            return Double.NaN;
        }
        double magnitude = data[start] == 'I' ? Double.POSITIVE_INFINITY : magnitude(data, start, to);
        return data[from] == '-' ? -magnitude : magnitude;
    }

    private static double magnitude(byte[] data, int from, int to) {
        long digits = 0;
        int count = 0;
        int power = 0;
        boolean point = false;
        int at = from;
        for (; at < to && (data[at] == '.' || Digits.isDigit(data[at])); at++) {
            if (data[at] == '.') {
                point = true;
            } else {
                digits = digits * 10 + data[at] - '0';
                count += digits == 0 ? 0 : 1;
                power -= point ? 1 : 0;
            }
        }
        int exponentDigits = to - at - 2;
        if (count > DecimalFloat.MOST_DIGITS || exponentDigits > 3) {
            return slowly(data, from, to);
        }
        double nearest = nearest(digits, at == to ? power : power + (int) Digits.toLong(data, at + 1, to));
        return Double.isNaN(nearest) ? slowly(data, from, to) : nearest;
    }

    private static double nearest(long digits, int power) {
        int exponent = Math.abs(power);
        if (digits >= 0 && digits <= EXACT && exponent < POWERS.length) {
            // Both are exact, so the division or multiplication rounds once, to the nearest.
            return power < 0 ? digits / POWERS[exponent] : digits * POWERS[exponent];
        }
        return DecimalFloat.of(digits, power);
    }

    private static double slowly(byte[] data, int from, int to) {
        return Double.parseDouble(new String(data, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** Prints a number at a place that has room for {@link #LONGEST} bytes; returns where it ends. */
    static int put(byte[] out, int from, double value) {
        if (Double.isNaN(value)) {
            return word(out, from, "NAN");
        }
        int at = from;
        if (Double.doubleToRawLongBits(value) < 0) {
            out[at++] = '-';
        }
        double magnitude = Math.abs(value);
        if (magnitude == Double.POSITIVE_INFINITY) {
            return word(out, at, "INF");
        }
        if (magnitude < EXACT && magnitude == (long) magnitude) {
            return number(out, at, (long) magnitude);
        }
        if (magnitude < FEW_DIGITS) {
            // A decimal of up to fifteen digits is the shortest for its float.
            long hundredths = (long) (magnitude * 100 + 0.5);
            if (hundredths / 100.0 == magnitude) {
                return decimal(out, at, hundredths, -2);
            }
        }
        ShortestDecimal decimal = ShortestDecimal.of(magnitude);
        return decimal(out, at, decimal.digits, decimal.exponent);
    }

    private static int decimal(byte[] out, int from, long digitsAndZeros, int scale) {
        long digits = digitsAndZeros;
        int exponent = scale;
        if (digits % EIGHT_ZEROS == 0) {
            digits /= EIGHT_ZEROS;
            exponent += 8;
        }
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
        int count = Digits.size(digits);
        int point = count + exponent;
        if (point > LARGEST_POINT || point < SMALLEST_POINT) {
            return scientific(out, from, digits, point - 1);
        }
        if (point >= count) {
            return zeros(out, number(out, from, digits), exponent);
        }
        if (point > 0) {
            int end = number(out, from + 1, digits);
            System.arraycopy(out, from + 1, out, from, point);
            out[from + point] = '.';
            return end;
        }
        return number(out, zeros(out, word(out, from, "0."), -point), digits);
    }

    private static int scientific(byte[] out, int from, long digits, int exponent) {
        int end = number(out, from + 1, digits);
        out[from] = out[from + 1];
        out[from + 1] = '.';
        if (end == from + 2) {
            out[end++] = '0';
        }
        out[end++] = 'E';
        out[end++] = (byte) (exponent < 0 ? '-' : '+');
        return number(out, end, Math.abs(exponent));
    }

    private static int number(byte[] out, int from, long number) {
        return Digits.put(out, from, number);
    }

    private static int zeros(byte[] out, int from, int count) {
        Arrays.fill(out, from, from + count, (byte) '0');
        return from + count;
    }

    private static int word(byte[] out, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            out[from + i] = (byte) word.charAt(i);
        }
        return from + word.length();
    }
}
