package io.savehandler.php;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an array that igbinary wrote: checked one key and one value after the other, then found by number and built
 * when they are asked for. Not thread-safe.
 */
public final class IgbinarySequence implements StoredValues {
    private static final int WIDTH = 6;
    private static final int FEWEST = 8;
    private static final int USUAL_BYTES = 128;
    private static final @Nullable PhpValue[] NO_VALUES = {};
    private static final @Nullable IdentityNodes[] NO_NODES = {};

    private final IgbinaryScanner scanner;
    private final IgbinaryPlaces places;
    private final IgbinaryStrings strings;
    private final int count;
    /** For each entry: start and end of the value; before it the strings, slots, names of strings, names of slots. */
    private int[] bounds;

    private int size;
    private int pos;
    private @Nullable PhpValue[] values = NO_VALUES;
    private @Nullable IdentityNodes[] nodes = NO_NODES;
    private @Nullable IgbinaryBuilder builder;
    private boolean hasNodes;

    /**
     * Starts to read.
     *
     * @param data what igbinary wrote, which must not change any more: strings are slices of it. No bytes are no entries.
     * @param limits what to refuse
     * @throws PhpDataException if the data does not start with an array or object, or is longer than allowed
     */
    public IgbinarySequence(byte[] data, PhpLimits limits) {
        this.scanner = new IgbinaryScanner(data, limits);
        this.places = scanner.places();
        this.strings = new IgbinaryStrings(places);
        this.pos = data.length == 0 ? 0 : scanner.start();
        this.count = data.length == 0 ? 0 : scanner.number();
        this.bounds = new int[Math.max(FEWEST, data.length / USUAL_BYTES) * WIDTH];
    }

    /**
     * How many entries the data claims to have, those without a value included.
     *
     * @return at least 0
     */
    public int count() {
        return count;
    }

    /**
     * Where the next key or value starts.
     *
     * @return a byte offset
     */
    public int offset() {
        return pos;
    }

    /**
     * Checks the next entry's key.
     *
     * @return the key as it was written; null if that is all of the entry
     * @throws PhpDataException if no key stands there
     */
    public @Nullable PhpKey nextKey() {
        int from = pos;
        int literal = places.strings();
        pos = scanner.key(from);
        int code = places.data[from] & 0xff;
        if (IgbinaryCodes.isInteger(code)) {
            return PhpLong.of(IgbinaryBuilder.integer(places.data, from));
        }
        if (IgbinaryCodes.isStringNumber(code)) {
            return strings.get(scanner.number());
        }
        if (code == IgbinaryCodes.EMPTY) {
            return PhpString.EMPTY;
        }
        return code == IgbinaryCodes.HOLE ? null : strings.get(literal);
    }

    /**
     * Checks the next entry's value, which gets the next number.
     *
     * @throws PhpDataException if no value stands there, or it breaks a limit
     */
    public void add() {
        int at = size * WIDTH;
        if (at == bounds.length) {
            bounds = Arrays.copyOf(bounds, at * 2);
        }
        int[] room = bounds;
        room[at] = pos;
        room[at + 2] = places.strings();
        room[at + 3] = places.slots();
        room[at + 4] = places.stringNumbers();
        room[at + 5] = places.slotNumbers();
        places.ownSlots = places.slots();
        pos = scanner.value(pos);
        room[at + 1] = pos;
        size++;
    }

    /**
     * How many values were read.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * Where a value ends.
     *
     * @param index its number
     * @return the byte offset behind it
     */
    public int end(int index) {
        return bounds[index * WIDTH + 1];
    }

    int start(int index) {
        return bounds[index * WIDTH];
    }

    int stringsBefore(int index) {
        return index == size ? places.strings() : bounds[index * WIDTH + 2];
    }

    int slotsBefore(int index) {
        return index == size ? places.slots() : bounds[index * WIDTH + 3];
    }

    int stringNumbersBefore(int index) {
        return index == size ? places.stringNumbers() : bounds[index * WIDTH + 4];
    }

    int slotNumbersBefore(int index) {
        return index == size ? places.slotNumbers() : bounds[index * WIDTH + 5];
    }

    IgbinaryPlaces places() {
        return places;
    }

    @Override
    public PhpValue value(int index) {
        PhpValue known = index < values.length ? values[index] : null;
        return known == null ? build(index) : known;
    }

    @Override
    public boolean changed(int index) {
        IdentityNodes found = index < nodes.length ? nodes[index] : null;
        return found != null && found.changed();
    }

    @Override
    public boolean changed() {
        for (int i = 0; hasNodes && i < nodes.length; i++) {
            if (changed(i)) {
                return true;
            }
        }
        return false;
    }

    private PhpValue build(int index) {
        IgbinaryBuilder values = builder;
        if (values == null) {
            values = new IgbinaryBuilder(places, strings);
            builder = values;
            this.values = new PhpValue[size];
            nodes = new IdentityNodes[places.hasIdentity || places.isCyclic ? size : 0];
        }
        if (places.isTangled) {
            for (int i = 0; i < size; i++) {
                buildOne(i, values);
            }
            return Objects.requireNonNull(this.values[index]);
        }
        if (places.isCrossing) {
            buildWhatIsNamed(index, values);
        }
        return buildOne(index, values);
    }

    /** Builds the entries whose arrays this one names, and those that they name, the first ones first. */
    private void buildWhatIsNamed(int index, IgbinaryBuilder builder) {
        IntList wanted = new IntList();
        BitSet found = new BitSet();
        wanted.add(index);
        for (int i = 0; i < wanted.size(); i++) {
            int naming = wanted.get(i);
            for (int n = slotNumbersBefore(naming); n < slotNumbersBefore(naming + 1); n++) {
                int slot = places.namedSlot(n);
                if (slot < slotsBefore(naming)) {
                    int holder = valueOfSlot(slot);
                    if (values[holder] == null && !found.get(holder)) {
                        found.set(holder);
                        wanted.add(holder);
                    }
                }
            }
        }
        found.stream().forEach(holder -> buildOne(holder, builder));
    }

    /** The entry that holds what took a slot. */
    private int valueOfSlot(int slot) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (slotsBefore(middle) <= slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private PhpValue buildOne(int index, IgbinaryBuilder builder) {
        PhpValue value = builder.build(start(index), stringsBefore(index), slotsBefore(index));
        values[index] = value;
        IdentityNodes found = builder.nodes();
        if (found != null) {
            nodes[index] = found;
            hasNodes = true;
        }
        return value;
    }
}
