package io.savehandler.php;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of one array as igbinary does with its default settings, byte for byte: a string, an array or an
 * object that was written before is named by its number. Recursion is bounded, whatever the depth. Not thread-safe.
 */
public final class IgbinaryWriter extends IgbinaryTokenWriter implements AutoCloseable {
    private static final int VERSION = 2;
    private static final int BYTES_OF_STRING = 32;
    private static final int BYTES_OF_SLOT = 48;
    /** The bytes of a usual key and of a number behind it, at most. */
    private static final int ROOM = 16;

    private static final int[] NO_NUMBERS = {};
    private static final PhpValue[] NONE_OPEN = {};
    /** Down to this depth a container is written by a call of its own, which is faster; below it, calls return first. */
    private static final int SHALLOW = 8;

    private @Nullable LentArrays lent;
    private final KeyNumbers keyNumbers = new KeyNumbers();
    private int depth;
    /** The containers below that depth, and which of their elements comes next. */
    private PhpValue[] open = NONE_OPEN;

    private int[] places = NO_NUMBERS;

    /**
     * A writer.
     *
     * @param expectedBytes about how many bytes will be written; the buffer grows where more are
     * @param variables gives all values that will be written, asked at most once: PHP writes a reference with one holder as
     *     if it were none
     * @param limits how many bytes may be written
     */
    public IgbinaryWriter(int expectedBytes, Supplier<? extends Iterable<PhpValue>> variables, PhpLimits limits) {
        this(
                new IgbinaryOutput(expectedBytes, limits),
                new StringTable(expectedBytes / BYTES_OF_STRING),
                new SlotTable(expectedBytes / BYTES_OF_SLOT),
                variables,
                null);
    }

    private IgbinaryWriter(
            IgbinaryOutput out,
            StringTable strings,
            SlotTable known,
            Supplier<? extends Iterable<PhpValue>> variables,
            @Nullable LentArrays lent) {
        super(out, strings, known, variables);
        this.lent = lent;
    }

    /**
     * A writer for what became of a sequence, which has about as many strings and arrays now as it had before. It borrows
     * memory until it is closed.
     *
     * @param source the sequence
     * @param expectedBytes about how many bytes will be written
     * @param variables gives all values that will be written, asked at most once
     * @param limits how many bytes may be written
     * @return the writer
     */
    public static IgbinaryWriter like(
            IgbinarySequence source,
            int expectedBytes,
            Supplier<? extends Iterable<PhpValue>> variables,
            PhpLimits limits) {
        LentArrays lent = LentArrays.borrow();
        return new IgbinaryWriter(
                new IgbinaryOutput(expectedBytes, limits, lent.bytes),
                new StringTable(source.stringCount(), lent.stringPlaces),
                new SlotTable(source.slotCount(), lent.slots, lent.slotPlaces),
                variables,
                lent);
    }

    /**
     * A writer for values of which only the size matters.
     *
     * @param limits how many bytes may be written
     * @return the writer
     */
    public static IgbinaryWriter scratch(PhpLimits limits) {
        return new IgbinaryWriter(256, List::of, limits);
    }

    /**
     * Writes the version and the start of the array.
     *
     * @param count how many entries will follow
     */
    public void start(int count) {
        out.version(VERSION);
        out.coded(0x14, count);
    }

    /**
     * Writes the key of an entry.
     *
     * @param key any
     */
    public void key(PhpKey key) {
        if (key instanceof PhpLong number) {
            out.integer(number.value);
        } else {
            string((PhpString) key);
        }
    }

    /**
     * Writes a value.
     *
     * @param value any
     * @throws PhpSizeException if there are more bytes than the limits allow
     * @throws PhpDataException if the value is nested deeper than the text formats can hold
     */
    public void value(PhpValue value) {
        int floor = depth;
        head(value);
        finish(floor);
        out.checkSize();
    }

    /** Writes what is left of the containers that are open above a depth. */
    private void finish(int floor) {
        while (depth > floor) {
            int deep = depth - 1 - SHALLOW;
            inside(open[deep], places[deep]);
        }
    }

    IgbinaryOutput output() {
        return out;
    }

    /**
     * How much was written.
     *
     * @return bytes, at least 0
     */
    public int size() {
        return out.size();
    }

    /**
     * What was written.
     *
     * @return the bytes
     */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Gives back what it borrowed, once however often it is called. What is written after it is of no use. */
    @Override
    public void close() {
        LentArrays borrowed = lent;
        lent = null;
        if (borrowed != null) {
            out.letGo();
            strings.letGo();
            known.letGo();
            borrowed.giveBack();
        }
    }

    /**
     * Writes elements from a place on: up to the first that is a container itself, or to the end. For speed what is usual is
     * written here, into room that was made for a whole element.
     */
    private void elements(PhpArray array, int first) {
        PhpValue[] values = array.values;
        PhpKey[] keys = array.keys;
        int inside = depth;
        if (keys != null && !keyNumbers.areThoseBefore(inside, keys)) {
            newElements(array, keyNumbers.start(inside, keys));
            return;
        }
        int[] numbers = keys == null ? NO_NUMBERS : keyNumbers.at(inside);
        byte[] to = out.headroom(ROOM);
        int at = out.place();
        for (int place = first; place < values.length; place++) {
            if (at > to.length - ROOM) {
                out.goTo(at);
                to = out.headroom(ROOM);
            }
            if (keys == null ? place <= 0xff : (numbers[place] - 1) >>> 8 == 0) {
                int key = keys == null
                        ? (IgbinaryCodes.SMALL_INTEGER << 8) | place
                        : (IgbinaryCodes.STRING_NUMBER << 8) | (numbers[place] - 1);
                BigEndian.putShort(to, at, key);
                at += 2;
            } else if (keys == null && place <= 0xffff) {
                to[at] = 0x08;
                BigEndian.putShort(to, at + 1, place);
                at += 3;
            } else {
                out.goTo(at);
                otherKey(keys, place, numbers);
                to = out.headroom(ROOM);
                at = out.place();
            }
            PhpValue value = values[place];
            if (value instanceof PhpLong number && number.value >>> 8 == 0) {
                BigEndian.putShort(to, at, (IgbinaryCodes.SMALL_INTEGER << 8) | (int) number.value);
                at += 2;
            } else if (value instanceof PhpLong number && number.value >>> 16 == 0) {
                to[at] = 0x08;
                BigEndian.putShort(to, at + 1, (int) number.value);
                at += 3;
            } else if (value instanceof PhpDouble number) {
                to[at] = IgbinaryCodes.FLOAT;
                BigEndian.putLong(to, at + 1, Double.doubleToRawLongBits(number.value));
                at += 9;
            } else if (value instanceof PhpBoolean truth) {
                to[at++] = (byte) (truth.value ? 0x05 : 0x04);
            } else if (value instanceof PhpNull) {
                to[at++] = 0x00;
            } else {
                out.goTo(at);
                if (value instanceof PhpString string) {
                    string(string);
                } else if (value instanceof PhpLong number) {
                    out.integer(number.value);
                } else {
                    head(value);
                    if (!isWritten(inside, place)) {
                        return;
                    }
                }
                to = out.buffer();
                at = out.place();
            }
        }
        out.goTo(at);
        depth--;
    }

    /** Writes the elements of an array whose keys are not those of the array before. */
    private void newElements(PhpArray array, int[] numbers) {
        PhpValue[] values = array.values;
        PhpKey[] keys = Objects.requireNonNull(array.keys);
        int inside = depth;
        for (int place = 0; place < values.length; place++) {
            numbers[place] = newKey(keys[place]);
            head(values[place]);
            if (!isWritten(inside, place)) {
                return;
            }
        }
        depth--;
    }

    private void otherKey(PhpKey @Nullable [] keys, int place, int[] numbers) {
        if (keys == null) {
            out.integer(place);
        } else if (numbers[place] > 0) {
            out.coded(IgbinaryCodes.STRING_NUMBER, numbers[place] - 1);
        } else {
            key(keys[place]);
        }
    }

    /** Writes properties from a place on: up to the first that is a container itself, or to the end. */
    private void properties(PhpObject object, int first) {
        int inside = depth;
        for (int place = first; place < object.size(); place++) {
            holes(object, place);
            key(object.keyAt(place));
            head(object.valueAt(place));
            if (!isWritten(inside, place)) {
                return;
            }
        }
        holes(object, object.size());
        depth--;
    }

    private void holes(PhpObject object, int place) {
        for (int i = object.holesBefore(place); i > 0; i--) {
            out.octet(0);
        }
    }

    /**
     * Whether the element at a place of the container in which we are is written whole. If it is a container that is too deep
     * for that, whoever wrote its start returns, and goes on behind it later.
     */
    private boolean isWritten(int inside, int place) {
        if (depth == inside) {
            return true;
        }
        if (inside > SHALLOW) {
            places[inside - 1 - SHALLOW] = place + 1;
            return false;
        }
        finish(inside);
        return true;
    }

    /** Writes a whole value, or the start of a container that is too deep for that, which then is open. */
    private void head(PhpValue value) {
        if (value instanceof PhpArray array) {
            if (!named(array, false)) {
                array(array);
            }
            return;
        }
        if (value instanceof PhpReference reference) {
            reference(reference);
        } else if (!value.isObject()) {
            scalar(value);
        } else if (!named(value, true)) {
            plain(value);
        }
    }

    private void reference(PhpReference reference) {
        PhpValue target = reference.dereferenced();
        if (holders.onlyOne(reference)) {
            head(target);
            return;
        }
        out.octet(0x25);
        boolean object = target.isObject();
        if (!named(object ? target : reference, object)) {
            plain(target);
        }
    }

    private void plain(PhpValue value) {
        if (value instanceof PhpArray array) {
            array(array);
        } else if (value instanceof PhpObject object) {
            className(object.classNameBytes());
            out.coded(0x14, object.size() + object.holeCount());
            begin(object, true);
        } else if (value instanceof PhpEnum enumCase) {
            className(enumCase.enumerationBytes());
            out.octet(0x27);
            string(enumCase.caseBytes());
        } else if (value instanceof PhpCustom custom) {
            custom(custom);
        } else {
            scalar(value);
        }
    }

    private void array(PhpArray array) {
        out.coded(0x14, array.size());
        begin(array, array.size() > 0);
    }

    private void begin(PhpValue container, boolean nested) {
        if (nested && depth >= PhpLimits.defaults().depth()) {
            throw new PhpDataException("nested deeper than PHP reads, which is " + depth + " levels", out.size());
        }
        if (depth++ < SHALLOW) {
            inside(container, 0);
            return;
        }
        int deep = depth - 1 - SHALLOW;
        if (deep == open.length) {
            int room = Math.max(SHALLOW, deep * 2);
            open = Arrays.copyOf(open, room);
            places = Arrays.copyOf(places, room);
        }
        open[deep] = container;
        places[deep] = 0;
    }

    /** Writes what is in a container, from a place on. */
    private void inside(PhpValue container, int place) {
        if (container instanceof PhpArray array) {
            elements(array, place);
        } else {
            properties((PhpObject) container, place);
        }
    }
}
