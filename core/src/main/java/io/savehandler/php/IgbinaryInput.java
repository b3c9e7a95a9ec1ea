package io.savehandler.php;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the smallest parts of igbinary data: numbers, lengths and strings, those that are named by number too. */
final class IgbinaryInput {
    private static final int EMPTY = 0x0d;
    private static final int SHORT = 256;

    int pos;

    private final byte[] data;
    private @Nullable PhpString[] strings = new PhpString[16];
    private int stringCount;
    /** Each long string once, even where it stands there twice: what is named often must not be compared often. */
    private final Map<PhpString, PhpString> longStrings = new HashMap<>(0);
    /** The numbers of strings that were found to be names of classes. */
    private final BitSet classNames = new BitSet(0);

    IgbinaryInput(byte[] data) {
        this.data = data;
    }

    int octet() {
        int at = pos;
        if (at == data.length) {
            need(1);
        }
        pos = at + 1;
        return data[at] & 0xff;
    }

    /** An unsigned number; eight bytes may fill the sign. */
    long unsigned(int bytes) {
        need(bytes);
        if (bytes == 1) {
            return data[pos++] & 0xff;
        }
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | (data[pos++] & 0xff);
        }
        return number;
    }

    /** A number of bytes or entries, of which each takes a byte at least. */
    int count(int bytes) {
        int at = pos;
        long number = unsigned(bytes);
        if (number < 0 || number > data.length - pos) {
            throw new PhpDataException("a length or count beyond the end of the data", at);
        }
        return (int) number;
    }

    /** A number below a bound. */
    int id(int bytes, int bound) {
        int at = pos;
        long number = unsigned(bytes);
        if (number >= bound) {
            throw new PhpDataException("a reference to what was not there before", at);
        }
        return (int) number;
    }

    PhpString raw(int bytes) {
        int length = count(bytes);
        PhpString string = new PhpString(data, pos, length);
        pos += length;
        return string;
    }

    static boolean isString(int code) {
        return (code >= EMPTY && code <= 0x13) || code == 0x26;
    }

    PhpString string(int code) {
        if (code == EMPTY) {
            return PhpString.EMPTY;
        }
        if (code <= 0x10) {
            return known(1 << (code - 0x0e));
        }
        return literal(code == 0x26 ? Long.BYTES : 1 << (code - 0x11));
    }

    PhpString className(int code) {
        int at = pos;
        int number = code <= 0x19 ? stringCount : id(1 << (code - 0x1a), stringCount);
        PhpString name = code <= 0x19 ? literal(1 << (code - 0x17)) : Objects.requireNonNull(strings[number]);
        if (!classNames.get(number)) {
            if (ClassNames.firstWrong(name.buffer, name.offset, name.offset + name.length) >= 0) {
                throw new PhpDataException("not a class name", at);
            }
            classNames.set(number);
        }
        return name;
    }

    private PhpString literal(int bytes) {
        PhpString string = raw(bytes);
        if (string.length > SHORT) {
            PhpString same = longStrings.putIfAbsent(string, string);
            string = same == null ? string : same;
        }
        if (stringCount == strings.length) {
            strings = Arrays.copyOf(strings, stringCount * 2);
        }
        strings[stringCount++] = string;
        return string;
    }

    private PhpString known(int bytes) {
        return Objects.requireNonNull(strings[id(bytes, stringCount)]);
    }

    static boolean isInteger(int code) {
        return (code >= 0x06 && code <= 0x0b) || code == 0x20 || code == 0x21;
    }

    long integer(int code) {
        int at = pos;
        long magnitude = unsigned(code >= 0x20 ? Long.BYTES : 1 << ((code - 0x06) >> 1));
        boolean negative = (code & 1) == 1;
        if (magnitude < 0 && (!negative || magnitude != Long.MIN_VALUE)) {
            throw new PhpDataException("an integer of more than 64 bits", at);
        }
        return negative ? -magnitude : magnitude;
    }

    private void need(int bytes) {
        if (data.length - pos < bytes) {
            throw new PhpDataException("the data ends too early", data.length);
        }
    }
}
