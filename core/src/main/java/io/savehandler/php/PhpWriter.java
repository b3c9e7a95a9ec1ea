package io.savehandler.php;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as PHP's {@code serialize()} does, byte for byte. Values written by one writer share one numbering of
 * slots: what was written before is named by {@code r:} or {@code R:}. No recursion, whatever the depth. Not thread-safe.
 */
public final class PhpWriter {
    private static final int SHORT = 32;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    /** Room may be asked for that then is not used up: no more than this. */
    private static final int SPARE = SHORT + 18;

    private final SlotTable known = new SlotTable();
    private Supplier<? extends Iterable<PhpValue>> variables = List::of;
    private @Nullable ReferenceHolders holders;
    private final boolean inArray;
    private final PhpLimits limits;
    private final KeptPieces kept = new KeptPieces();
    private byte[] out;
    private int size;
    private int slots;
    private PhpValue[] open = new PhpValue[16];
    private int[] places = new int[16];
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
        this.limits = limits;
        this.out = new byte[Math.max(expectedBytes, 64)];
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
        kept.add(size, bytes, from, to);
    }

    /**
     * Writes one byte as it is.
     *
     * @param value the byte
     */
    public void octet(int value) {
        ensure(1);
        out[size++] = (byte) value;
    }

    /**
     * Writes a string's bytes as they are.
     *
     * @param string any
     */
    public void raw(PhpString string) {
        bytes(string.buffer, string.offset, string.offset + string.length);
    }

    /**
     * Writes the start of the array around all values, up to its opening brace.
     *
     * @param count how many elements will follow
     */
    public void arrayStart(int count) {
        ensure(16);
        put('a');
        put(':');
        digits(count);
        put(':');
        put('{');
    }

    /**
     * Writes the key of an array element.
     *
     * @param key any
     */
    public void key(PhpKey key) {
        if (key instanceof PhpLong number) {
            integer(number.value);
        } else {
            string((PhpString) key);
        }
    }

    /**
     * Says what all will be written, if only to count who holds a reference: inside arrays and objects, PHP writes a
     * reference with one holder as if it were none.
     *
     * @param all gives all values; asked at most once
     */
    public void variables(Supplier<? extends Iterable<PhpValue>> all) {
        variables = all;
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
            if (container.type == PhpType.ARRAY) {
                elements((PhpArray) container, places[depth - 1]);
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
        if (kept.bytes() > 0) {
            return kept.among(out, size);
        }
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    /**
     * How much was written.
     *
     * @return bytes, at least 0
     */
    public int size() {
        return size + kept.bytes();
    }

    private void bytes(byte[] bytes, int from, int to) {
        ensure(to - from);
        System.arraycopy(bytes, from, out, size, to - from);
        size += to - from;
    }

    void number(int number) {
        ensure(16);
        digits(number);
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
        return held.type == PhpType.OBJECT || held.type == PhpType.ENUM || held.type == PhpType.CUSTOM ? held : node;
    }

    /** Writes elements from a place on: up to the first that is a container itself, or to the end. */
    private void elements(PhpArray array, int first) {
        PhpValue[] values = array.values;
        PhpKey[] keys = array.keys;
        int inside = depth;
        for (int place = first; place < values.length; place++) {
            if (keys == null) {
                integer(place);
            } else {
                key(keys[place]);
            }
            PhpValue value = values[place];
            if (value instanceof PhpString string) {
                slots++;
                string(string);
            } else if (value instanceof PhpLong number) {
                slots++;
                integer(number.value);
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
        ensure(1);
        put('}');
        open[--depth] = PhpNull.NULL;
    }

    /** Writes a whole scalar, or the start of a container, which then is open. */
    private void head(PhpValue value, boolean nested) {
        switch (value.type) {
            case REFERENCE -> reference((PhpReference) value, nested);
            case OBJECT, ENUM, CUSTOM -> {
                if (!named('r', value)) {
                    plain(value);
                }
            }
            default -> plain(value);
        }
    }

    private void reference(PhpReference reference, boolean nested) {
        PhpValue identity = identity(reference);
        boolean alone = nested && identity != reference && known.get(identity) != 0 && onlyHolder(reference);
        if (!named(alone ? 'r' : 'R', identity)) {
            plain(reference.get());
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
        ensure(24);
        put(letter);
        put(':');
        digits(slot);
        put(';');
        return true;
    }

    private void plain(PhpValue value) {
        slots++;
        switch (value.type) {
            case STRING -> string((PhpString) value);
            case INTEGER -> integer(((PhpLong) value).value);
            case ARRAY -> array((PhpArray) value);
            case BOOLEAN -> bool((PhpBoolean) value);
            case FLOAT -> number((PhpDouble) value);
            case OBJECT -> object((PhpObject) value);
            case ENUM -> string('E', ((PhpEnum) value).name());
            case CUSTOM -> custom((PhpCustom) value);
            default -> {
                ensure(2);
                put('N');
                put(';');
            }
        }
    }

    private void array(PhpArray array) {
        arrayStart(array.size());
        push(array);
    }

    private void bool(PhpBoolean bool) {
        ensure(4);
        put('b');
        put(':');
        put(bool.value ? '1' : '0');
        put(';');
    }

    private void number(PhpDouble number) {
        ensure(DoubleText.LONGEST + 3);
        put('d');
        put(':');
        size = DoubleText.put(out, size, number.value);
        put(';');
    }

    private void object(PhpObject object) {
        string('O', object.classNameBytes());
        ensure(16);
        out[size - 1] = ':';
        digits(object.size());
        put(':');
        put('{');
        push(object);
    }

    private void custom(PhpCustom custom) {
        string('C', custom.classNameBytes());
        out[size - 1] = ':';
        PayloadParts parts = custom.parts();
        if (parts == null) {
            slots += custom.payloadSlots();
            payload(custom.payload());
        } else {
            payload(rewritten(custom.payload(), parts));
        }
    }

    private void payload(PhpString payload) {
        ensure(16);
        digits(payload.length);
        put(':');
        put('{');
        raw(payload);
        octet('}');
    }

    /** The payload with its values written anew behind what is already there, and taken away again. */
    PhpString rewritten(PhpString payload, PayloadParts parts) {
        int start = size;
        int at = 0;
        for (int i = 0; i < parts.values.length; i++) {
            bytes(payload.buffer, payload.offset + at, payload.offset + parts.bounds[2 * i]);
            value(parts.values[i]);
            at = parts.bounds[2 * i + 1];
        }
        bytes(payload.buffer, payload.offset + at, payload.offset + payload.length);
        byte[] written = Arrays.copyOfRange(out, start, size);
        size = start;
        return new PhpString(written, 0, written.length);
    }

    private void push(PhpValue container) {
        boolean nested = container.type == PhpType.OBJECT || ((PhpArray) container).size() > 0;
        int most = PhpLimits.defaults().depth();
        if (nested && depth == (inArray ? most - 1 : most)) {
            throw new PhpDataException("nested deeper than PHP reads, which is " + most + " levels", size());
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            places = Arrays.copyOf(places, depth * 2);
        }
        open[depth] = container;
        places[depth++] = 0;
    }

    private void integer(long number) {
        ensure(24);
        put('i');
        put(':');
        digits(number);
        put(';');
    }

    private void string(PhpString string) {
        int length = string.length;
        if (length > SHORT) {
            string('s', string);
            return;
        }
        ensure(SHORT + 18);
        byte[] bytes = out;
        int at = size + 5;
        if (length < 10) {
            Words.put(bytes, size, TokenWords.shortString(length));
        } else {
            Words.put(bytes, size, TokenWords.mediumString(length));
            at++;
        }
        string.copyShort(bytes, at);
        Words.putTwo(bytes, at + length, TokenWords.END_OF_STRING);
        size = at + length + 2;
    }

    private void string(char letter, PhpString string) {
        ensure(string.length + 18);
        put(letter);
        put(':');
        digits(string.length);
        put(':');
        put('"');
        System.arraycopy(string.buffer, string.offset, out, size, string.length);
        size += string.length;
        put('"');
        put(';');
    }

    private void digits(long number) {
        size = Digits.put(out, size, number);
    }

    private void put(char c) {
        out[size++] = (byte) c;
    }

    private void ensure(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, room(more));
        }
    }

    private int room(int more) {
        long most = Math.min((long) limits.bytes() + SPARE, MAX_BYTES);
        if (most - size < more) {
            throw new PhpSizeException(limits);
        }
        return (int) Math.min(Math.max((long) size + more, out.length * 2L), most);
    }
}
