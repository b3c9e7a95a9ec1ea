package io.savehandler.php;

/** PHP's rule for class names in serialized data: letters, digits, underscore, backslash and bytes above 127. */
final class ClassNames {
    private ClassNames() {}

    /** The place of the first byte that may not be there, or -1; an empty name fails at its start. */
    static int firstWrong(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] == '\\') {
            return from;
        }
        for (int i = from; i < to; i++) {
            if (!allowed(bytes[i])) {
                return i;
            }
        }
        return -1;
    }

    static void check(PhpString name) {
        if (firstWrong(name.buffer, name.offset, name.offset + name.length) >= 0) {
            throw new IllegalArgumentException(
                    "Not a class name of PHP's: letters, digits, _ and \\ are accepted," + " and no \\ at the start");
        }
    }

    private static boolean allowed(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || Digits.isDigit(b) || b == '_' || b == '\\' || b < 0;
    }
}
