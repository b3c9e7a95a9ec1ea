package io.savehandler.php;

/** Checks the smallest parts of serialized text: each method takes where its part starts and returns where it ends. */
abstract class TokenScanner {
    private static final int USUAL_LENGTH = 10_000_000;
    private static final int MOST_DIGITS = 3 * Words.BYTES;
    /** The bytes of the longest usual integer, and of an integer's mark and end. */
    private static final int INTEGER_ROOM = MOST_DIGITS + 3;

    final byte[] data;
    /** Behind the last byte that may be read; inside a payload, the payload's end. */
    int end;

    TokenScanner(byte[] data) {
        this.data = data;
        this.end = data.length;
    }

    final int absent(int pos) {
        expect(pos + 1, ';');
        return pos + 2;
    }

    final int bool(int pos) {
        int digit = at(separator(pos));
        if (digit != '0' && digit != '1') {
            throw fault("a boolean is neither 0 nor 1", pos + 2);
        }
        expect(pos + 3, ';');
        return pos + 4;
    }

    /** Where a short string or an integer ends; below 0 where something else stands, or something is wrong. */
    final int usual(int pos) {
        if (pos > end - Words.BYTES) {
            return -1;
        }
        long word = Words.at(data, pos);
        if (TokenWords.isString(word)) {
            int close = pos + TokenWords.closeOfString(word);
            return close > pos && close <= end - 2 && Words.isCloseOfString(data, close) ? close + 2 : -1;
        }
        int length = TokenWords.isInteger(word) && pos <= end - INTEGER_ROOM ? usualInteger(data, pos, word) : -1;
        return length < 0 ? -1 : pos + length;
    }

    /** The count of an array with less than ten elements; below 0 for others. */
    final int fewElements(int pos) {
        return pos <= end - Words.BYTES ? TokenWords.smallCount(Words.at(data, pos)) : -1;
    }

    /** How long an integer without a sign and of at most 24 digits is, of which the first word is given; or below 0. */
    static int usualInteger(byte[] bytes, int at, long word) {
        int digits = Words.digits(word >>> 16);
        if (digits < 6) {
            return digits > 0 && (byte) (word >>> ((digits + 2) << 3)) == ';' ? digits + 3 : -1;
        }
        digits = Words.digits(Words.at(bytes, at + 2));
        if (digits == Words.BYTES) {
            digits += Words.digits(Words.at(bytes, at + 2 + digits));
        }
        if (digits == 2 * Words.BYTES) {
            digits += Words.digits(Words.at(bytes, at + 2 + digits));
        }
        return bytes[at + 2 + digits] == ';' ? digits + 3 : -1;
    }

    final int integer(int pos) {
        int digits = signed(separator(pos));
        int to = skipDigits(digits);
        if (to == digits) {
            throw fault("an integer without digits", to);
        }
        expect(to, ';');
        return to + 1;
    }

    final int string(int pos) {
        int at = pos + 2;
        int length = 0;
        while (at < end && Digits.isDigit(data[at]) && length < USUAL_LENGTH) {
            length = length * 10 + data[at++] - '0';
        }
        int close = at + 2 + length;
        return at > pos + 2
                        && length < end - at - 3
                        && data[close] == '"'
                        && data[close + 1] == ';'
                        && data[at] == ':'
                        && data[at + 1] == '"'
                        && data[pos + 1] == ':'
                ? close + 2
                : unusualString(pos);
    }

    private int unusualString(int pos) {
        int p = separator(pos);
        int to = skipDigits(p);
        int from = quote(p, to);
        int close = from + length(p, to, from);
        expect(close, '"');
        expect(close + 1, ';');
        return close + 2;
    }

    final int escapedString(int pos) {
        int p = separator(pos);
        int to = skipDigits(p);
        int from = quote(p, to);
        int left = length(p, to, from);
        int at = from;
        while (left-- > 0 && at < end) {
            if (at(at) == '\\') {
                hex(at + 1);
                hex(at + 2);
                at += 2;
            }
            at++;
        }
        expect(at, '"');
        expect(at + 1, ';');
        return at + 2;
    }

    private void hex(int pos) {
        if (Character.digit(at(pos), 16) < 0) {
            throw fault("an escape without two hexadecimal digits", pos);
        }
    }

    final int separator(int pos) {
        expect(pos + 1, ':');
        return pos + 2;
    }

    final int quote(int digits, int to) {
        if (to == digits) {
            throw fault("a length without digits", to);
        }
        expect(to, ':');
        expect(to + 1, '"');
        return to + 2;
    }

    final int length(int from, int to, int start) {
        int length = count(from, to);
        if (length > end - start) {
            throw fault("a length beyond the end of the data", from);
        }
        return length;
    }

    final int signed(int pos) {
        int c = at(pos);
        return c == '-' || c == '+' ? pos + 1 : pos;
    }

    final int notNegative(int from, int digits, int to) {
        int number = count(digits, to);
        if (number > 0 && data[from] == '-') {
            throw fault("a count below zero", from);
        }
        return number;
    }

    final int skipDigits(int from) {
        int pos = from;
        while (pos < end && Digits.isDigit(data[pos])) {
            pos++;
        }
        return pos;
    }

    /** The number that these digits are; what is too large for any count becomes the largest int. */
    final int count(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = Math.min(number * 10 + data[i] - '0', Integer.MAX_VALUE);
        }
        return (int) number;
    }

    final int at(int pos) {
        return pos < end ? data[pos] : -1;
    }

    final void expect(int pos, char wanted) {
        if (pos >= end) {
            throw fault("the data ends too early", end);
        }
        if (data[pos] != wanted) {
            throw fault("expected '" + wanted + "'", pos);
        }
    }

    /** The error to throw; a scanner that expects many may make a cheaper one. */
    PhpDataException fault(String problem, int offset) {
        return new PhpDataException(problem, offset);
    }
}
