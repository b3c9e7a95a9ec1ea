package io.savehandler.php;

/** The codes with which igbinary's tokens start, and how much follows them. */
final class IgbinaryCodes {
    static final int HOLE = 0x00;
    static final int SLOT = 0x01;
    static final int EMPTY = 0x0d;
    static final int STRING_NUMBER = 0x0e;
    static final int STRING = 0x11;
    static final int ARRAY = 0x14;
    static final int CLASS = 0x17;
    static final int CLASS_NUMBER = 0x1a;
    static final int CUSTOM = 0x1d;
    static final int LONG_STRING = 0x26;
    static final int OBJECT_SLOT = 0x22;
    static final int REFERENCE = 0x25;
    static final int ENUM_CASE = 0x27;
    static final int SMALL_INTEGER = 0x06;
    static final int FLOAT = 0x0c;

    /** By code: the bytes of a token that is always as long and needs no further look; otherwise 0. */
    static final byte[] PLAIN_SIZES = plainSizes();

    private IgbinaryCodes() {}

    private static byte[] plainSizes() {
        byte[] sizes = new byte[256];
        sizes[0x00] = 1;
        sizes[0x04] = 1;
        sizes[0x05] = 1;
        sizes[EMPTY] = 1;
        for (int code = SMALL_INTEGER; code <= 0x0b; code++) {
            sizes[code] = (byte) (1 + integerBytes(code));
        }
        sizes[FLOAT] = 1 + Double.BYTES;
        return sizes;
    }

    static boolean isString(int code) {
        return (code >= EMPTY && code <= 0x13) || code == LONG_STRING;
    }

    static boolean isLiteral(int code) {
        return (code >= STRING && code <= 0x13) || code == LONG_STRING;
    }

    static boolean isStringNumber(int code) {
        return code >= STRING_NUMBER && code <= 0x10;
    }

    static boolean isInteger(int code) {
        return (code >= SMALL_INTEGER && code <= 0x0b) || code == 0x20 || code == 0x21;
    }

    static boolean isArray(int code) {
        return code >= ARRAY && code <= 0x16;
    }

    static boolean isClass(int code) {
        return code >= CLASS && code <= 0x1c;
    }

    static boolean isCustom(int code) {
        return code >= CUSTOM && code <= 0x1f;
    }

    /** Names a value that came before. */
    static boolean isSlot(int code) {
        return (code >= SLOT && code <= 0x03) || isObjectSlot(code);
    }

    static boolean isObjectSlot(int code) {
        return code >= OBJECT_SLOT && code <= 0x24;
    }

    /** The bytes of the number that follows a code, of which the narrowest is given. */
    static int width(int code, int narrowest) {
        return 1 << (code - narrowest);
    }

    static int stringNumberBytes(int code) {
        return width(code, STRING_NUMBER);
    }

    static int slotBytes(int code) {
        return width(code, code >= OBJECT_SLOT ? OBJECT_SLOT : SLOT);
    }

    static int integerBytes(int code) {
        return code >= 0x20 ? Long.BYTES : 1 << ((code - SMALL_INTEGER) >> 1);
    }

    /** The bytes of the length of a string or class name that stands there itself. */
    static int lengthBytes(int code) {
        if (code == LONG_STRING) {
            return Long.BYTES;
        }
        return width(code, code >= CLASS ? CLASS : STRING);
    }
}
