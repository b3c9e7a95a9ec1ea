package io.savehandler.php;

/** Decimal digits in bytes. */
final class Digits {
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

    /** How many bytes the number takes, its sign included. */
    static int size(long number) {
        long minus = number < 0 ? number : -number;
        int size = number < 0 ? 2 : 1;
        while (minus <= -10) {
            minus /= 10;
            size++;
        }
        return size;
    }

    /** Writes the number so that it ends before {@code end}; returns where it starts. */
    static int putBefore(byte[] bytes, int end, long number) {
        long minus = number < 0 ? number : -number;
        int at = end;
        do {
            long tenth = minus / 10;
            bytes[--at] = (byte) ('0' + (tenth * 10 - minus));
            minus = tenth;
        } while (minus != 0);
        if (number < 0) {
            bytes[--at] = '-';
        }
        return at;
    }
}
