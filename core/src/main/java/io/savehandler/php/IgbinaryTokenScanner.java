package io.savehandler.php;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Checks the smallest parts of igbinary data: numbers, lengths, strings and keys. */
abstract class IgbinaryTokenScanner {
    private static final int TOO_LARGE = -1;

    final byte[] data;
    final int end;
    final IgbinaryPlaces places;
    /** The number that was read last. */
    int number;
    /** The numbers of strings that were found to be names of classes. */
    private @Nullable BitSet classNames;

    IgbinaryTokenScanner(byte[] data, PhpLimits limits) {
        limits.checkBytes(data.length);
        this.data = data;
        this.end = data.length;
        this.places = new IgbinaryPlaces(data);
    }

    /** Checks a key, which may be a hole; returns where it ends. */
    final int key(int at) {
        int code = octet(at);
        if (IgbinaryCodes.isString(code)) {
            return string(at, code);
        }
        if (IgbinaryCodes.isInteger(code)) {
            return integer(at, code);
        }
        if (code == IgbinaryCodes.HOLE) {
            places.canonical = false;
            return at + 1;
        }
        throw new PhpDataException("neither an integer nor a string as key", at);
    }

    final int string(int at, int code) {
        if (code == IgbinaryCodes.EMPTY) {
            return at + 1;
        }
        if (IgbinaryCodes.isStringNumber(code)) {
            int bytes = IgbinaryCodes.stringNumberBytes(code);
            int next = number(at + 1, bytes, places.strings());
            noteWidth(bytes, number);
            places.addStringNumber(at);
            places.addName(number);
            return next;
        }
        return literal(at, code);
    }

    private int literal(int at, int code) {
        int width = IgbinaryCodes.lengthBytes(code);
        int bytes = count(at + 1, width);
        noteWidth(width, number);
        places.canonical &= number > 0;
        places.addString(at);
        return bytes + number;
    }

    final int className(int at, int code) {
        int id = places.strings();
        int next;
        if (code < IgbinaryCodes.CLASS_NUMBER) {
            next = literal(at, code);
        } else {
            next = number(at + 1, IgbinaryCodes.width(code, IgbinaryCodes.CLASS_NUMBER), id);
            id = number;
            places.addName(id);
        }
        checkClassName(id, at + 1);
        return next;
    }

    /** Checks a name once only, however often it is named. */
    private void checkClassName(int id, int at) {
        BitSet checked = classNames == null ? new BitSet() : classNames;
        if (!checked.get(id)) {
            int from = places.stringFrom(id);
            if (ClassNames.firstWrong(data, from, from + places.stringLength(id)) >= 0) {
                throw new PhpDataException("not a class name", at);
            }
            checked.set(id);
            classNames = checked;
        }
    }

    final int integer(int at, int code) {
        int bytes = IgbinaryCodes.integerBytes(code);
        need(at + 1, bytes);
        long magnitude = BigEndian.unsigned(data, at + 1, bytes);
        if (magnitude < 0 && (code == 0x20 || magnitude != Long.MIN_VALUE)) {
            throw new PhpDataException("an integer of more than 64 bits", at + 1);
        }
        noteWidth(bytes, magnitude);
        places.canonical &= magnitude != 0 || code == IgbinaryCodes.SMALL_INTEGER;
        return at + 1 + bytes;
    }

    /** PHP writes a number in the fewest bytes that hold it. */
    final void noteWidth(int bytes, long number) {
        places.canonical &= bytes == 1 || number >>> (4 * bytes) != 0;
    }

    /** Reads a number of bytes or entries, of which each takes a byte at least; returns where it ends. */
    final int count(int at, int bytes) {
        need(at, bytes);
        long count = BigEndian.unsigned(data, at, bytes);
        if (count < 0 || count > end - at - bytes) {
            throw new PhpDataException("a length or count beyond the end of the data", at);
        }
        number = (int) count;
        return at + bytes;
    }

    /** Reads a number below a bound; returns where it ends. */
    final int number(int at, int bytes, int bound) {
        need(at, bytes);
        long found = BigEndian.unsigned(data, at, bytes);
        if (found >= bound) {
            throw new PhpDataException("a reference to what was not there before", at);
        }
        number = (int) found;
        return at + bytes;
    }

    final int unsigned(int at, int bytes) {
        need(at, bytes);
        long found = BigEndian.unsigned(data, at, bytes);
        number = found > Integer.MAX_VALUE ? TOO_LARGE : (int) found;
        return at + bytes;
    }

    final int octet(int at) {
        if (at >= end) {
            throw endsTooEarly();
        }
        return data[at] & 0xff;
    }

    final void need(int at, int bytes) {
        if (end - at < bytes) {
            throw endsTooEarly();
        }
    }

    final PhpDataException endsTooEarly() {
        return new PhpDataException("the data ends too early", end);
    }
}
