package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/**
 * Reads the smallest parts of igbinary data. Gives up at what is wrong: finding out what it is takes another look. That the
 * data has not ended is left to Java's own checks, except where a string is a slice of it.
 */
abstract class IgbinaryTokenReader {
    /** Longer names of classes are not worth checking again where they are named by number. */
    private static final int USUAL_NAME = 256;

    final byte[] data;
    final IgbinaryStrings strings;
    /** The strings that were made, by number. */
    @Nullable PhpString[] known;

    int pos;
    int nextString;

    IgbinaryTokenReader(byte[] data, IgbinaryStrings strings) {
        this.data = data;
        this.strings = strings;
        this.known = strings.all();
    }

    /** The integer at a place. */
    static long integer(byte[] data, int at) {
        int code = data[at];
        long magnitude = BigEndian.unsigned(data, at + 1, IgbinaryCodes.integerBytes(code));
        return (code & 1) == 1 ? -magnitude : magnitude;
    }

    final PhpDataException unusual() {
        return PhpDataException.withoutTrace("unusual", pos);
    }

    /** The number behind the code at the current place, which moves behind it. */
    final int number(int bytes) {
        int from = pos + 1;
        long number = BigEndian.unsigned(data, from, bytes);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw unusual();
        }
        pos = from + bytes;
        return (int) number;
    }

    /** A number of bytes that follow. */
    final int length(int bytes) {
        int length = number(bytes);
        if (length > data.length - pos) {
            throw unusual();
        }
        return length;
    }

    final long integer(int code) {
        if (!IgbinaryCodes.isInteger(code)) {
            throw unusual();
        }
        long number = integer(data, pos);
        // Beyond 64 bits a number has the wrong sign.
        if ((code & 1) == 1 ? number > 0 : number < 0) {
            throw unusual();
        }
        pos += 1 + IgbinaryCodes.integerBytes(code);
        return number;
    }

    final PhpString string(int code) {
        if (code == IgbinaryCodes.EMPTY) {
            pos++;
            return PhpString.EMPTY;
        }
        return IgbinaryCodes.isStringNumber(code)
                ? known(number(IgbinaryCodes.width(code, IgbinaryCodes.STRING_NUMBER)))
                : literal(code);
    }

    final PhpString className(int code) {
        PhpString name = code < IgbinaryCodes.CLASS_NUMBER
                ? literal(code)
                : known(number(IgbinaryCodes.width(code, IgbinaryCodes.CLASS_NUMBER)));
        if (!strings.areChecked()
                && (name.length > USUAL_NAME
                        || ClassNames.firstWrong(name.buffer, name.offset, name.offset + name.length) >= 0)) {
            throw unusual();
        }
        return name;
    }

    private PhpString known(int number) {
        PhpString string = number < known.length ? known[number] : null;
        return string == null ? strings.get(number) : string;
    }

    private PhpString literal(int code) {
        int length = length(IgbinaryCodes.lengthBytes(code));
        int from = pos;
        pos = from + length;
        PhpString string = strings.get(nextString++, from, length);
        known = strings.all();
        return string;
    }
}
