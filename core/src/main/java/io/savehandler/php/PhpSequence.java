package io.savehandler.php;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Serialized values that share one numbering of slots, as a session's variables do: every value, nested ones included,
 * takes the next slot, {@code R:} none, and {@code r:} and {@code R:} name slots across all values. Each value is checked
 * when it is added and built when it is asked for. Not thread-safe.
 */
public final class PhpSequence implements StoredValues {
    private static final int WIDTH = 3;
    private static final int FEWEST = 8;
    private static final int USUAL_BYTES = 256;
    private static final @Nullable PhpValue[] NO_VALUES = {};
    private static final @Nullable IdentityNodes[] NO_NODES = {};

    private final byte[] data;
    private int slotsBefore;
    private final PhpScanner scanner;
    private int firstKey;
    /** For each value: start, end, slots before it. */
    private final IntList bounds;
    /** For each value behind the first such: back-references before it, enum cases before it. */
    private final IntList namedBefore = new IntList();

    private int firstBehindNamed = Integer.MAX_VALUE;
    private int size;

    private @Nullable PhpValue[] values = NO_VALUES;
    private @Nullable IdentityNodes[] nodes = NO_NODES;
    private @Nullable SlotTargets targets;
    private @Nullable ValueBuilder builder;
    private @Nullable ReferenceGroups groups;
    private int built;
    private boolean identities;

    /**
     * A sequence without values yet.
     *
     * @param data the bytes that hold the values and what stands between them; must not change any more
     * @param limits what to refuse
     * @throws PhpDataException if there are more bytes than the limits allow
     */
    public PhpSequence(byte[] data, PhpLimits limits) {
        this.data = data;
        this.scanner = new PhpScanner(data, limits);
        this.bounds = new IntList(Math.max(FEWEST, data.length / USUAL_BYTES) * WIDTH);
    }

    /**
     * Makes the values to come the elements of an array, which takes the first slot.
     *
     * @param offset where the array starts
     * @return where its first key, or its end, is
     * @throws PhpDataException if there is no array
     */
    public int openArray(int offset) {
        slotsBefore = 1;
        firstKey = scanner.openArray(offset);
        return firstKey;
    }

    /**
     * How many elements the opened array says it has.
     *
     * @return at least 0
     */
    public int arrayCount() {
        return scanner.lastCount();
    }

    /**
     * Checks the key of an element.
     *
     * @param offset where the key starts
     * @return where it ends
     * @throws PhpDataException if there is no valid key
     */
    public int skipKey(int offset) {
        int usual = scanner.usual(offset);
        return usual < 0 ? scanner.key(offset) : usual;
    }

    /**
     * The key of an element, checked before.
     *
     * @param offset where the key starts
     * @param end where it ends
     * @return the key as PHP keeps it
     */
    public PhpKey key(int offset, int end) {
        return ValueBuilder.key(data, offset, end);
    }

    /**
     * Where the bytes of a usual key are, which stand in the data as they are and spell no number.
     *
     * @param offset where the key starts, which was checked before
     * @return where its bytes start, up to two bytes before the key's end; below 0 for other keys
     */
    public int textOfKey(int offset) {
        if (data[offset] != 's') {
            return -1;
        }
        int quote = offset + 3;
        while (data[quote] != '"') {
            quote++;
        }
        return data[quote + 1] > '9' ? quote + 1 : -1;
    }

    /**
     * Checks that the opened array ends here.
     *
     * @param offset where the end should be
     * @throws PhpDataException if it is not
     */
    public void closeArray(int offset) {
        scanner.arrayEnd(offset);
    }

    /**
     * Checks the value at an offset and adds it.
     *
     * @param offset where the value starts, from 0 to the length of the data
     * @return where it ends
     * @throws PhpDataException if there is no valid value, or a limit is broken
     */
    public int add(int offset) {
        int slots = scanner.slots();
        int references = scanner.backReferences.size();
        int enumCases = scanner.enums.size();
        if (references + enumCases > 0) {
            firstBehindNamed = Math.min(firstBehindNamed, size);
            namedBefore.add(references);
            namedBefore.add(enumCases);
        }
        int end = scanner.skip(offset);
        for (int i = references; i < scanner.backReferences.size(); i++) {
            if (scanner.backReferences.target(i) <= slotsBefore) {
                throw new PhpDataException("a reference to the whole session", scanner.backReferences.from(i));
            }
        }
        bounds.add(offset, end, slots);
        size++;
        return end;
    }

    /**
     * How many values there are.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * A value, built at the first call and the same ever after. All values must have been added before.
     *
     * @param index from 0 to {@link #size} - 1, in the order in which they were added
     * @return the value, a {@link PhpReference} where other holders share its place
     */
    @Override
    public PhpValue value(int index) {
        if (values.length != size()) {
            values = Arrays.copyOf(values, size());
        }
        PhpValue known = values[index];
        return known == null ? build(index) : known;
    }

    @Override
    public boolean mayHaveReferences() {
        return scanner.backReferences.size() > 0;
    }

    /**
     * Whether an object or reference that stands in a value was changed since it was handed out.
     *
     * @param index from 0 to {@link #size} - 1
     * @return false for a value that was never asked for
     */
    @Override
    public boolean changed(int index) {
        IdentityNodes own = nodes(index);
        return own != null && own.changed();
    }

    /**
     * Whether any value was {@link #changed changed} in place.
     *
     * @return false if none was ever asked for
     */
    @Override
    public boolean changed() {
        for (int i = 0; built > 0 && i < nodes.length; i++) {
            if (changed(i)) {
                return true;
            }
        }
        return false;
    }

    byte[] data() {
        return data;
    }

    /**
     * Where a value starts.
     *
     * @param index from 0 to {@link #size} - 1
     * @return a byte offset
     */
    public int start(int index) {
        return bounds.get(index * WIDTH);
    }

    /**
     * Where a value ends.
     *
     * @param index from 0 to {@link #size} - 1
     * @return the byte offset behind its last byte
     */
    public int end(int index) {
        return bounds.get(index * WIDTH + 1);
    }

    /**
     * Where the key of a value starts, which stands right behind the value before.
     *
     * @param index its number
     * @return the offset of the first byte; of its mark or length, where it has one
     */
    public int keyStart(int index) {
        return index == 0 ? firstKey : end(index - 1);
    }

    int slotsBefore(int index) {
        return index == size ? scanner.slots() : bounds.get(index * WIDTH + 2);
    }

    int firstReference(int index) {
        return index == size ? scanner.backReferences.size() : namedBefore(index, 0);
    }

    int firstEnum(int index) {
        return index == size ? scanner.enums.size() : namedBefore(index, 1);
    }

    private int namedBefore(int index, int kind) {
        return index < firstBehindNamed ? 0 : namedBefore.get((index - firstBehindNamed) * 2 + kind);
    }

    BackReferences backReferences() {
        return scanner.backReferences;
    }

    /** Whether there is anything in these values that is named by its slot, or could be changed or named by now. */
    boolean hasNamed() {
        return identities || scanner.backReferences.size() > 0 || scanner.enums.size() > 0;
    }

    /** Whether there are values inside payloads of custom objects. */
    boolean hasPayloads() {
        return !scanner.payloads().isEmpty();
    }

    IntList enums() {
        return scanner.enums;
    }

    @Nullable IdentityNodes nodes(int index) {
        return index < nodes.length ? nodes[index] : null;
    }

    /** The value that takes a slot. */
    int valueOfSlot(int slot) {
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (slotsBefore(middle) < slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    ReferenceGroups groups() {
        ReferenceGroups connected = groups;
        if (connected == null) {
            connected = new ReferenceGroups(this);
            groups = connected;
        }
        return connected;
    }

    private PhpValue build(int index) {
        SlotTargets named = targets;
        if (named == null) {
            named = SlotTargets.of(scanner.backReferences);
            targets = named;
        }
        if (named == SlotTargets.NONE) {
            return buildOne(index, named);
        }
        ReferenceGroups connected = groups();
        PhpValue wanted = PhpNull.NULL;
        for (int i = connected.first(index); i >= 0; i = connected.next(i)) {
            PhpValue value = buildOne(i, named);
            wanted = i == index ? value : wanted;
        }
        return wanted;
    }

    private PhpValue buildOne(int index, SlotTargets named) {
        ValueBuilder values = builder;
        if (values == null) {
            values = new ValueBuilder(data, named, scanner.payloads());
            builder = values;
        }
        PhpValue value = values.build(start(index), slotsBefore(index));
        this.values[index] = value;
        IdentityNodes own = values.takeNodes();
        if (own.size() > 0) {
            if (nodes.length != size()) {
                nodes = Arrays.copyOf(nodes, size());
            }
            nodes[index] = own;
            identities = true;
        }
        built++;
        return value;
    }
}
