package io.savehandler.php;

/** Recognizes usual tokens by their first eight bytes; for the rest of a token these say nothing. */
final class TokenWords {
    // The bytes of s:?:" and s:??:" and a:?:{ and i:?; in turn, with their letters lowest.
    private static final long SHORT = 0x22_3A_00_3A_73L;
    private static final long SHORT_MASK = 0xFF_FF_00_FF_FFL;
    private static final long MEDIUM = 0x22_3A_00_00_3A_73L;
    private static final long MEDIUM_MASK = 0xFF_FF_00_00_FF_FFL;
    private static final long FEW = 0x7B_3A_00_3A_61L;
    private static final short STRING = 0x3A_73;
    private static final short OPENING = 0x22_3A;
    private static final long DIGIT = 0x3B_30_3A_69L;
    private static final int ONE_DIGIT = 0x3B_00_3A_69;
    private static final int ONE_DIGIT_MASK = 0xFF_00_FF_FF;
    private static final short FLOAT = 0x3A_64;
    private static final short NULL = 0x3B_4E;
    // b:0; where the lowest bit of the digit does not count.
    private static final int BOOLEAN = 0x3B_30_3A_62;
    private static final int BOOLEAN_MASK = 0xFF_FE_FF_FF;
    private static final int INTEGER = 0x3A_69;
    /** The bytes {@code ";}. */
    static final short END_OF_STRING = 0x3B_22;

    private TokenWords() {}

    /** The bytes before a string of less than 10 bytes, which are 5. */
    static long shortString(int length) {
        return SHORT | ((long) ('0' + length) << 16);
    }

    /** The bytes before a string of 10 to 99 bytes, which are 6. */
    static long mediumString(int length) {
        int tens = length / 10;
        return MEDIUM | ((long) ('0' + tens) << 16) | ((long) ('0' + length - tens * 10) << 24);
    }

    static boolean isString(long word) {
        return (short) word == STRING;
    }

    /**
     * How far the quote that closes a string of less than 100 bytes is behind the string's mark; below 0 where the length
     * says something else.
     */
    static int closeOfString(long word) {
        int tens = Words.digitOrMore(word, 2);
        if ((short) (word >>> 24) == OPENING) {
            return tens <= 9 ? 5 + tens : -1;
        }
        int ones = Words.digitOrMore(word, 3);
        return tens <= 9 && ones <= 9 && (short) (word >>> 32) == OPENING ? 6 + tens * 10 + ones : -1;
    }

    /** A string whose length has one digit, at place 2. */
    static boolean isShortString(long word) {
        return (word & SHORT_MASK) == SHORT;
    }

    /** A string whose length has two digits, at place 2. */
    static boolean isMediumString(long word) {
        return (word & MEDIUM_MASK) == MEDIUM;
    }

    /** The count of an array, if it has one digit; below 0 for everything else. */
    static int smallCount(long word) {
        return (word & SHORT_MASK) == FEW ? Words.digit(word, 2) : -1;
    }

    static boolean isInteger(long word) {
        return (short) word == INTEGER;
    }

    /** An integer of one digit, which ends there too. */
    static boolean isDigit(long word) {
        return ((int) word & ONE_DIGIT_MASK) == ONE_DIGIT && Words.digitOrMore(word, 2) <= 9;
    }

    static boolean isFloat(long word) {
        return (short) word == FLOAT;
    }

    static boolean isNull(long word) {
        return (short) word == NULL;
    }

    /** A boolean, which is 0 or 1. */
    static boolean isBoolean(long word) {
        return ((int) word & BOOLEAN_MASK) == BOOLEAN;
    }

    /** The integer of one digit that is the given number, below 10. */
    static boolean isDigit(long word, int number) {
        return (int) word == (int) DIGIT + (number << 16);
    }
}
