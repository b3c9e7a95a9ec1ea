package io.savehandler.php;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an array that igbinary wrote: all are checked at once, found by number, and built when they are asked for;
 * those of small data are built while they are checked. Not thread-safe.
 */
public final class IgbinarySequence implements StoredValues {
    private static final byte[] NOTHING = {0, 0, 0, 2, IgbinaryCodes.ARRAY, 0};

    private final byte[] data;
    private final PhpLimits limits;
    private final int size;
    /** The keys of small data; null where the places were found instead. */
    private final PhpKey @Nullable [] keys;

    /** How many strings are in small data, and how many slots they take. */
    private final int smallStrings;

    private final int smallSlots;

    private @Nullable IgbinaryPlaces places;
    private @Nullable IgbinaryStrings strings;
    private @Nullable PhpValue[] values = {};
    private @Nullable IdentityNodes[] nodes = {};
    private @Nullable IgbinaryBuilder builder;
    /** So many of the first entries were built. */
    private int builtInOrder;

    private boolean hasNodes;
    private boolean isCrossing;
    private boolean isTangled;

    /**
     * Checks all entries.
     *
     * @param data what igbinary wrote, which must not change any more: strings are slices of it. No bytes are no entries.
     * @param limits what to refuse
     * @throws PhpDataException if the data does not start with a valid array or object, or breaks a limit
     */
    public IgbinarySequence(byte[] data, PhpLimits limits) {
        this.data = data.length == 0 ? NOTHING : data;
        this.limits = limits;
        SmallIgbinary small = SmallIgbinary.read(this.data, limits);
        if (small == null) {
            keys = null;
            size = places().entries();
            smallStrings = 0;
            smallSlots = 0;
        } else {
            keys = small.keys;
            size = keys.length;
            smallStrings = small.strings;
            smallSlots = small.slots;
            values = small.values;
            nodes = small.nodes;
            hasNodes = nodes.length > 0;
        }
    }

    /**
     * How many entries there are, without those that have no value.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * Where the bytes of an entry's key stand.
     *
     * @param index its number
     * @return the offset of the first; below 0 for a key that does not stand there itself, which {@link #key} gives
     */
    public int keyFrom(int index) {
        if (keys != null) {
            return -1;
        }
        int at = start(index);
        int code = data[at];
        if (code == IgbinaryCodes.STRING) {
            return at + 2;
        }
        return IgbinaryCodes.isLiteral(code) ? places().stringFrom(places().stringsBefore(index)) : -1;
    }

    /**
     * Where the bytes of an entry's key end.
     *
     * @param index its number
     * @return the offset behind the last, if {@link #keyFrom} gives the first
     */
    public int keyTo(int index) {
        int at = start(index);
        if (data[at] == IgbinaryCodes.STRING) {
            return at + 2 + (data[at + 1] & 0xff);
        }
        return keyFrom(index) + places().stringLength(places().stringsBefore(index));
    }

    /**
     * The key of an entry.
     *
     * @param index its number
     * @return the key as it was written
     */
    public PhpKey key(int index) {
        if (keys != null) {
            return keys[index];
        }
        int at = start(index);
        int code = data[at];
        if (IgbinaryCodes.isLiteral(code)) {
            return strings().get(places().stringsBefore(index));
        }
        if (IgbinaryCodes.isInteger(code)) {
            return PhpLong.of(IgbinaryBuilder.integer(data, at));
        }
        return code == IgbinaryCodes.EMPTY ? PhpString.EMPTY : strings().get(places().namedString(at));
    }

    /**
     * Where an entry starts.
     *
     * @param index its number
     * @return the byte offset of its key
     */
    public int start(int index) {
        return places().entry(index);
    }

    /**
     * Where an entry ends.
     *
     * @param index its number
     * @return the byte offset behind its value
     */
    public int end(int index) {
        return places().entry(index + 1);
    }

    IgbinaryPlaces places() {
        return places == null ? scanned() : places;
    }

    private IgbinaryPlaces scanned() {
        IgbinaryPlaces found = new IgbinaryScanner(data, limits).scan();
        places = found;
        return found;
    }

    /** Whether all was built at once. */
    boolean isSmall() {
        return keys != null;
    }

    /** How many strings there are, each counted once. */
    int stringCount() {
        return isSmall() ? smallStrings : places().strings();
    }

    /** How many arrays, objects and references there are. */
    int slotCount() {
        return isSmall() ? smallSlots : places().slots();
    }

    private IgbinaryStrings strings() {
        IgbinaryStrings made = strings;
        if (made == null) {
            made = new IgbinaryStrings(places());
            strings = made;
        }
        return made;
    }

    @Override
    public PhpValue value(int index) {
        PhpValue known = index < values.length ? values[index] : null;
        return known == null ? build(index) : known;
    }

    @Override
    public boolean mayHaveReferences() {
        return isSmall() || places().hasIdentity || places().isCyclic;
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

    /** The arrays that were built, with their slots. */
    SlotTable builtArrays() {
        SlotTable arrays = new SlotTable();
        if (places().emptySlot > 0) {
            arrays.add(PhpArray.EMPTY, places().emptySlot);
        }
        for (int slot = 1; builder != null && slot < places().slots(); slot++) {
            PhpValue array = builder.slots().built(slot);
            if (array != null) {
                arrays.add(array, slot);
            }
        }
        return arrays;
    }

    private PhpValue build(int index) {
        IgbinaryBuilder values = builder;
        if (values == null) {
            values = new IgbinaryBuilder(places(), strings());
            builder = values;
            this.values = new PhpValue[size()];
            nodes = new IdentityNodes[places().hasIdentity || places().isCyclic ? size() : 0];
            isTangled = tangled();
        }
        if (isTangled) {
            for (int i = 0; i < size(); i++) {
                buildOne(i, values);
            }
            return Objects.requireNonNull(this.values[index]);
        }
        if (index == builtInOrder) {
            builtInOrder++;
        } else if (isCrossing && namesWhatIsNotBuilt(index, values)) {
            buildWhatIsNamed(index, values);
        }
        return buildOne(index, values);
    }

    /** Whether one variable shares more with another one than whole arrays. */
    private boolean tangled() {
        if (!places().hasIdentity) {
            isCrossing = places().slotNumbers() > 0;
            return false;
        }
        boolean tangled = false;
        for (int i = 0; i < size(); i++) {
            for (int n = places().slotNumbersBefore(i); n < places().slotNumbersBefore(i + 1); n++) {
                int slot = places().namedSlot(n);
                boolean crosses = slot < places().slotsBefore(i);
                isCrossing |= crosses;
                tangled |= places().isShared(n)
                        ? crosses || places().isPlainArray(slot)
                        : crosses && !places().isPlainArray(slot);
            }
        }
        return tangled;
    }

    private boolean namesWhatIsNotBuilt(int index, IgbinaryBuilder builder) {
        int own = places().slotsBefore(index);
        for (int n = places().slotNumbersBefore(index); n < places().slotNumbersBefore(index + 1); n++) {
            int slot = places().namedSlot(n);
            if (slot < own && builder.slots().built(slot) == null) {
                return true;
            }
        }
        return false;
    }

    /** Builds the entries whose arrays this one names, and those that they name, the first ones first. */
    private void buildWhatIsNamed(int index, IgbinaryBuilder builder) {
        IntList wanted = new IntList();
        wanted.add(index);
        BitSet found = new BitSet();
        for (int i = 0; i < wanted.size(); i++) {
            int naming = wanted.get(i);
            for (int n = places().slotNumbersBefore(naming); n < places().slotNumbersBefore(naming + 1); n++) {
                int slot = places().namedSlot(n);
                int holder = slot < places().slotsBefore(naming) ? valueOfSlot(slot) : naming;
                if (values[holder] == null && holder != naming && !found.get(holder)) {
                    found.set(holder);
                    wanted.add(holder);
                }
            }
        }
        for (int holder = found.nextSetBit(0); holder >= 0; holder = found.nextSetBit(holder + 1)) {
            buildOne(holder, builder);
        }
    }

    /** The entry that holds what took a slot. */
    private int valueOfSlot(int slot) {
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (places().slotsBefore(middle) <= slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private PhpValue buildOne(int index, IgbinaryBuilder builder) {
        PhpValue value = builder.build(places(), index);
        values[index] = value;
        IdentityNodes own = builder.nodes();
        if (own != null) {
            nodes[index] = own;
            hasNodes = true;
        }
        return value;
    }
}
