package io.savehandler.php;

import java.util.Arrays;

/**
 * Writes entries of older igbinary data token by token: what is named there but has not been written yet is written in its
 * place, and what has been written already is named. No recursion; each array is gone through once.
 */
final class KeptTokens {
    private static final int NOWHERE = -1;

    private final byte[] data;
    private final IgbinaryPlaces places;
    private final NumberRuns strings;
    private final NumberRuns slots;
    private final IgbinaryOutput out;
    private int pos;
    /** The numbers of the next string and slot that stand at the current place. */
    private int string;

    private int slot;
    private int depth;
    private int[] lefts = new int[16];
    /** Where to go on behind each open array; {@link #NOWHERE} where it stands there itself. */
    private int[] returns = new int[16];

    private int[] openSlots = new int[16];
    /** By slot: where an array ends that was gone through; 0 for others. */
    private int[] ends = {};

    KeptTokens(IgbinaryPlaces places, KeptNumbers numbers, IgbinaryOutput out) {
        this.data = places.data;
        this.places = places;
        this.strings = numbers.strings();
        this.slots = numbers.slots();
        this.out = out;
    }

    void write(int index) {
        if (ends.length == 0) {
            ends = new int[places.slots()];
        }
        goTo(places.entry(index));
        key();
        value();
        while (depth > 0) {
            if (lefts[depth - 1] == 0) {
                close();
            } else {
                lefts[depth - 1]--;
                key();
                value();
            }
        }
    }

    private void goTo(int place) {
        pos = place;
        string = places.stringsBeforePlace(place);
        slot = places.slotsBeforePlace(place);
    }

    private void key() {
        int code = data[pos];
        if (IgbinaryCodes.isString(code)) {
            string(code);
        } else {
            scalar(code);
        }
    }

    private void value() {
        int code = data[pos];
        if (IgbinaryCodes.isString(code)) {
            string(code);
        } else if (IgbinaryCodes.isArray(code)) {
            array(code);
        } else if (IgbinaryCodes.isSlot(code)) {
            named(number(IgbinaryCodes.slotBytes(code)));
        } else {
            scalar(code);
        }
    }

    private void scalar(int code) {
        int size = size(code);
        out.bytes(data, pos, size);
        pos += size;
    }

    private static int size(int code) {
        return IgbinaryCodes.isInteger(code) ? 1 + IgbinaryCodes.integerBytes(code) : IgbinaryCodes.PLAIN_SIZES[code];
    }

    private void string(int code) {
        if (code == IgbinaryCodes.EMPTY) {
            scalar(code);
            return;
        }
        int older = older(code);
        int known = strings.get(older);
        if (known >= 0) {
            out.coded(IgbinaryCodes.STRING_NUMBER, known);
        } else {
            int length = places.stringLength(older);
            strings.add(older, older + 1);
            out.coded(IgbinaryCodes.STRING, length);
            out.bytes(data, places.stringFrom(older), length);
        }
    }

    /** The number that a string had. */
    private int older(int code) {
        if (IgbinaryCodes.isStringNumber(code)) {
            return number(IgbinaryCodes.width(code, IgbinaryCodes.STRING_NUMBER));
        }
        int length = number(IgbinaryCodes.lengthBytes(code));
        pos += length;
        return string++;
    }

    private void array(int code) {
        int count = number(IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
        int older = slot++;
        if (slots.get(older) >= 0) {
            out.coded(IgbinaryCodes.SLOT, slots.get(older));
            skip(older, count);
        } else {
            open(older, count, NOWHERE);
        }
    }

    private void named(int older) {
        if (slots.get(older) >= 0) {
            out.coded(IgbinaryCodes.SLOT, slots.get(older));
            return;
        }
        int back = pos;
        goTo(places.slot(older));
        slot++;
        int count = number(IgbinaryCodes.width(data[pos], IgbinaryCodes.ARRAY));
        open(older, count, back);
    }

    private void open(int older, int count, int back) {
        slots.add(older, older + 1);
        out.coded(IgbinaryCodes.ARRAY, count);
        if (count > 0 && depth >= PhpLimits.defaults().depth()) {
            throw new PhpDataException("nested deeper than PHP reads, which is " + depth + " levels", out.size());
        }
        if (depth == lefts.length) {
            lefts = Arrays.copyOf(lefts, depth * 2);
            returns = Arrays.copyOf(returns, depth * 2);
            openSlots = Arrays.copyOf(openSlots, depth * 2);
        }
        lefts[depth] = count;
        returns[depth] = back;
        openSlots[depth++] = older;
    }

    private void close() {
        depth--;
        ends[openSlots[depth]] = pos;
        if (returns[depth] != NOWHERE) {
            goTo(returns[depth]);
        }
    }

    /** Goes behind an array that was written elsewhere. */
    private void skip(int older, int count) {
        if (ends[older] > 0) {
            goTo(ends[older]);
            return;
        }
        for (long left = 2L * count; left > 0; left--) {
            int code = data[pos];
            if (IgbinaryCodes.isLiteral(code)) {
                older(code);
            } else if (IgbinaryCodes.isStringNumber(code)) {
                pos += 1 + IgbinaryCodes.width(code, IgbinaryCodes.STRING_NUMBER);
            } else if (IgbinaryCodes.isArray(code)) {
                left += 2L * number(IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
                slot++;
            } else {
                pos += IgbinaryCodes.isSlot(code) ? 1 + IgbinaryCodes.slotBytes(code) : size(code);
            }
        }
    }

    /** The number behind the code at the current place, which moves behind it. */
    private int number(int bytes) {
        int from = pos + 1;
        pos = from + bytes;
        return (int) BigEndian.unsigned(data, from, bytes);
    }
}
