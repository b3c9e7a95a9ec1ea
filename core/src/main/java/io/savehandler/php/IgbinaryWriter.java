package io.savehandler.php;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of one array as igbinary does with its default settings, byte for byte: a string, an array or an
 * object that was written before is named by its number. No recursion, whatever the depth. Not thread-safe.
 */
public final class IgbinaryWriter {
    private static final int VERSION = 2;

    private final IgbinaryOutput out;
    private final SlotTable known = new SlotTable();
    private final StringTable strings = new StringTable();
    private final Supplier<? extends Iterable<PhpValue>> variables;
    private @Nullable ReferenceHolders holders;
    private @Nullable KeptNumbers kept;
    // The array around all has the number 0, by which nothing ever names it.
    private int slots = 1;
    private PhpValue[] open = new PhpValue[16];
    private int[] places = new int[16];
    private int depth;

    /**
     * A writer.
     *
     * @param expectedBytes about how many bytes will be written; the buffer grows where more are
     * @param variables gives all values that will be written, asked at most once: PHP writes a reference with one holder as
     *     if it were none
     * @param limits how many bytes may be written
     */
    public IgbinaryWriter(int expectedBytes, Supplier<? extends Iterable<PhpValue>> variables, PhpLimits limits) {
        this.out = new IgbinaryOutput(expectedBytes, limits);
        this.variables = variables;
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
        out.bytes(new byte[] {0, 0, 0, VERSION}, 0, Integer.BYTES);
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
        while (depth > floor) {
            int place = places[depth - 1]++;
            if (open[depth - 1] instanceof PhpArray array) {
                next(array, place);
            } else {
                next((PhpObject) open[depth - 1], place);
            }
        }
    }

    IgbinaryOutput output() {
        return out;
    }

    /** Counts strings and slots together with those that are kept. */
    void countWith(KeptNumbers numbers) {
        kept = numbers;
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

    private void next(PhpArray array, int place) {
        if (place < array.size()) {
            key(array.keyAt(place));
            head(array.values[place]);
        } else {
            close();
        }
    }

    private void next(PhpObject object, int place) {
        for (int i = object.holesBefore(place); i > 0; i--) {
            out.octet(0);
        }
        if (place < object.size()) {
            key(object.keyAt(place));
            head(object.valueAt(place));
        } else {
            close();
        }
    }

    private void close() {
        open[--depth] = PhpNull.NULL;
    }

    /** Writes a whole value, or the start of a container, which then is open. */
    private void head(PhpValue value) {
        PhpValue target = value.dereferenced();
        boolean shared = value instanceof PhpReference reference && !onlyHolder(reference);
        if (shared) {
            out.octet(0x25);
        }
        boolean object = target.type == PhpType.OBJECT || target.type == PhpType.ENUM || target.type == PhpType.CUSTOM;
        if (!object && !shared && target.type != PhpType.ARRAY) {
            scalar(target);
        } else if (!named(object || !shared ? target : value, object)) {
            plain(target);
        }
    }

    private boolean onlyHolder(PhpReference reference) {
        ReferenceHolders counted = holders;
        if (counted == null) {
            counted = new ReferenceHolders(variables.get());
            holders = counted;
        }
        return counted.onlyOne(reference);
    }

    /** Names what was written before; otherwise notes that it takes the next number. */
    private boolean named(PhpValue identity, boolean object) {
        KeptNumbers older = kept;
        int slot = known.get(identity);
        if (slot == 0 && older != null) {
            slot = older.findSlot(identity);
        }
        if (slot == 0) {
            known.add(identity, older == null ? slots++ : older.addSlot(identity));
            return false;
        }
        out.coded(object ? 0x22 : 0x01, slot);
        return true;
    }

    private void plain(PhpValue value) {
        switch (value.type) {
            case ARRAY -> {
                out.coded(0x14, ((PhpArray) value).size());
                push(value, ((PhpArray) value).size() > 0);
            }
            case OBJECT -> {
                PhpObject object = (PhpObject) value;
                className(object.classNameBytes());
                out.coded(0x14, object.size() + object.holeCount());
                push(value, true);
            }
            case ENUM -> {
                className(((PhpEnum) value).enumerationBytes());
                out.octet(0x27);
                string(((PhpEnum) value).caseBytes());
            }
            case CUSTOM -> custom((PhpCustom) value);
            default -> scalar(value);
        }
    }

    private void scalar(PhpValue value) {
        switch (value.type) {
            case STRING -> string((PhpString) value);
            case INTEGER -> out.integer(((PhpLong) value).value);
            case BOOLEAN -> out.octet(((PhpBoolean) value).value ? 0x05 : 0x04);
            case FLOAT -> out.number(((PhpDouble) value).value);
            default -> out.octet(0);
        }
    }

    /** The payload is text of its own, whose back-references count from its own start. */
    private void custom(PhpCustom custom) {
        className(custom.classNameBytes());
        PayloadParts parts = custom.parts();
        PhpString payload = parts == null
                ? custom.payload()
                : new PhpWriter(64, false, out.limits()).rewritten(custom.payload(), parts);
        out.coded(0x1d, payload.length);
        out.raw(payload);
    }

    private void push(PhpValue container, boolean nested) {
        if (nested && depth >= PhpLimits.defaults().depth()) {
            throw new PhpDataException("nested deeper than PHP reads, which is " + depth + " levels", out.size());
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            places = Arrays.copyOf(places, depth * 2);
        }
        open[depth] = container;
        places[depth++] = 0;
    }

    private void className(PhpString name) {
        literalOrNumber(name, 0x17, 0x1a);
    }

    private void string(PhpString string) {
        if (string.length == 0) {
            out.octet(0x0d);
        } else {
            literalOrNumber(string, 0x11, 0x0e);
        }
    }

    private void literalOrNumber(PhpString string, int literal, int numbered) {
        int number = kept == null ? strings.find(string, strings.size()) : kept.find(string);
        if (number >= 0) {
            out.coded(numbered, number);
        } else {
            out.coded(literal, string.length);
            out.raw(string);
        }
    }
}
