package io.savehandler.php;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes values as PHP's {@code serialize()} does, byte for byte. Values written by one writer share one numbering of
 * slots: what was written before is named by {@code r:} or {@code R:}. No recursion, whatever the depth. Not thread-safe.
 */
public final class PhpWriter {
    private static final PhpValue[] NONE_OPEN = {};
    private static final int[] NO_PLACES = {};
    private static final int USUAL_DEPTH = 8;

    private final SlotTable known = new SlotTable();
    private ReferenceHolders holders = new ReferenceHolders(List::of);
    private final boolean inArray;
    private final TextOutput out;
    private int slots;
    private PhpValue[] open = NONE_OPEN;
    private int[] places = NO_PLACES;
    private int depth;

    /**
     * A writer.
     *
     * @param expectedBytes about how many bytes will be written; the buffer grows where more are
     * @param inArray whether the values are the elements of one array, which takes the first slot and whose start, keys
     *     and end the caller writes
     */
    public PhpWriter(int expectedBytes, boolean inArray) {
        this(expectedBytes, inArray, PhpLimits.defaults());
    }

    /**
     * A writer that gives up where there is too much to write.
     *
     * @param expectedBytes about how many bytes will be written; the buffer grows where more are
     * @param inArray whether the values are the elements of one array, which takes the first slot and whose start, keys
     *     and end the caller writes
     * @param limits how many bytes may be written
     */
    public PhpWriter(int expectedBytes, boolean inArray, PhpLimits limits) {
        this.out = new TextOutput(expectedBytes, limits);
        this.inArray = inArray;
        this.slots = inArray ? 1 : 0;
    }

    /**
     * One value as {@code serialize()} writes it.
     *
     * @param value any
     * @return the text
     * @throws PhpDataException if the value is nested deeper than PHP reads
     */
    public static byte[] write(PhpValue value) {
        PhpWriter writer = new PhpWriter(64, false);
        writer.variables(() -> List.of(value));
        writer.value(value);
        return writer.toByteArray();
    }

    /**
     * Writes bytes as they are.
     *
     * @param bytes where they are; the same array at every call, which must not change before {@link #toByteArray}
     * @param from the first
     * @param to behind the last
     */
    public void keep(byte[] bytes, int from, int to) {
        out.keep(bytes, from, to);
    }

    /**
     * Writes one byte as it is.
     *
     * @param value the byte
     */
    public void octet(int value) {
        out.octet(value);
    }

    /**
     * Writes a string's bytes as they are.
     *
     * @param string any
     */
    public void raw(PhpString string) {
        out.bytes(string.buffer, string.offset, string.offset + string.length);
    }

    /**
     * Writes the start of the array around all values, up to its opening brace.
     *
     * @param count how many elements will follow
     */
    public void arrayStart(int count) {
        out.array(count);
    }

    /**
     * Writes the key of an array element.
     *
     * @param key any
     */
    public void key(PhpKey key) {
        if (key instanceof PhpLong number) {
            out.integer(number.value);
        } else {
            out.string((PhpString) key);
        }
    }

    /**
     * Says what all will be written, if only to count who holds a reference: inside arrays and objects, PHP writes a
     * reference with one holder as if it were none.
     *
     * @param all gives all values; asked at most once
     */
    public void variables(Supplier<? extends Iterable<PhpValue>> all) {
        holders = new ReferenceHolders(all);
    }

    /**
     * Writes a value.
     *
     * @param value any
     * @throws PhpSizeException if there are more bytes than the limits allow
     * @throws PhpDataException if the value is nested deeper than PHP reads
     */
    public void value(PhpValue value) {
        int floor = depth;
        head(value, inArray);
        while (depth > floor) {
            PhpValue container = open[depth - 1];
            if (container instanceof PhpArray array) {
                elements(array, places[depth - 1]);
            } else {
                next((PhpObject) container, places[depth - 1]++);
            }
        }
    }

    /**
     * What was written.
     *
     * @return a copy
     */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /**
     * How much was written.
     *
     * @return bytes, at least 0
     */
    public int size() {
        return out.size();
    }

    void number(int number) {
        out.digits(number);
    }

    SlotTable known() {
        return known;
    }

    int slots() {
        return slots;
    }

    void addSlots(int count) {
        slots += count;
    }

    /** Under what a value is found again: PHP sees through a reference to an object. */
    static PhpValue identity(PhpValue node) {
        PhpValue held = node.dereferenced();
        return held.isObject() ? held : node;
    }

    /** Writes elements from a place on: up to the first that is a container itself, or to the end. */
    private void elements(PhpArray array, int first) {
        PhpValue[] values = array.values;
        PhpKey[] keys = array.keys;
        int inside = depth;
        for (int place = first; place < values.length; place++) {
            if (keys == null) {
                out.integer(place);
            } else {
                key(keys[place]);
            }
            PhpValue value = values[place];
            if (value instanceof PhpString string) {
                slots++;
                out.string(string);
            } else if (value instanceof PhpLong number) {
                slots++;
                out.integer(number.value);
            } else {
                head(value, true);
                if (depth != inside) {
                    places[inside - 1] = place + 1;
                    return;
                }
            }
        }
        close();
    }

    private void next(PhpObject object, int place) {
        if (place < object.size()) {
            key(object.keyAt(place));
            head(object.valueAt(place), true);
        } else {
            close();
        }
    }

    private void close() {
        out.octet('}');
        open[--depth] = PhpNull.NULL;
    }

    /** Writes a whole scalar, or the start of a container, which then is open. */
    private void head(PhpValue value, boolean nested) {
        if (value instanceof PhpReference reference) {
            reference(reference, nested);
        } else if (!value.isObject() || !named('r', value)) {
            plain(value);
        }
    }

    private void reference(PhpReference reference, boolean nested) {
        PhpValue identity = identity(reference);
        boolean alone = nested && identity != reference && known.get(identity) != 0 && holders.onlyOne(reference);
        if (!named(alone ? 'r' : 'R', identity)) {
            plain(reference.get());
        }
    }

    /** Names what was written before; otherwise notes that it takes the next slot. */
    private boolean named(char letter, PhpValue identity) {
        int slot = known.get(identity);
        if (slot == 0) {
            known.add(identity, slots + 1);
            return false;
        }
        if (letter == 'r') {
            slots++;
        }
        out.integer(letter, slot);
        return true;
    }

    private void plain(PhpValue value) {
        slots++;
        if (value instanceof PhpString string) {
            out.string(string);
        } else if (value instanceof PhpLong number) {
            out.integer(number.value);
        } else if (value instanceof PhpArray array) {
            array(array);
        } else if (value instanceof PhpBoolean truth) {
            out.bool(truth.value);
        } else if (value instanceof PhpDouble number) {
            out.number(number.value);
        } else if (value instanceof PhpObject object) {
            object(object);
        } else if (value instanceof PhpEnum enumCase) {
            out.string('E', enumCase.name(), ';');
        } else if (value instanceof PhpCustom custom) {
            custom(custom);
        } else {
            out.absent();
        }
    }

    private void array(PhpArray array) {
        arrayStart(array.size());
        push(array);
    }

    private void object(PhpObject object) {
        out.string('O', object.classNameBytes(), ':');
        out.open(object.size());
        push(object);
    }

    private void custom(PhpCustom custom) {
        out.string('C', custom.classNameBytes(), ':');
        PayloadParts parts = custom.parts();
        if (parts == null) {
            slots += custom.payloadSlots();
            payload(custom.payload());
        } else {
            payload(rewritten(custom.payload(), parts));
        }
    }

    private void payload(PhpString payload) {
        out.open(payload.length);
        raw(payload);
        octet('}');
    }

    /** The payload with its values written anew behind what is already there, and taken away again. */
    PhpString rewritten(PhpString payload, PayloadParts parts) {
        int start = out.written();
        int at = 0;
        for (int i = 0; i < parts.values.length; i++) {
            out.bytes(payload.buffer, payload.offset + at, payload.offset + parts.bounds[2 * i]);
            value(parts.values[i]);
            at = parts.bounds[2 * i + 1];
        }
        out.bytes(payload.buffer, payload.offset + at, payload.offset + payload.length);
        byte[] written = out.takeFrom(start);
        return new PhpString(written, 0, written.length);
    }

    private void push(PhpValue container) {
        boolean nested = !(container instanceof PhpArray array) || array.size() > 0;
        int most = PhpLimits.defaults().depth();
        if (nested && depth == (inArray ? most - 1 : most)) {
            throw new PhpDataException("nested deeper than PHP reads, which is " + most + " levels", size());
        }
        if (depth == open.length) {
            int room = Math.max(USUAL_DEPTH, depth * 2);
            open = Arrays.copyOf(open, room);
            places = Arrays.copyOf(places, room);
        }
        open[depth] = container;
        places[depth++] = 0;
    }
}
