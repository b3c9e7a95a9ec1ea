package io.savehandler.php;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Where in igbinary data everything stands that can be named by number, and where it is named. A slot is what an array, an
 * object or a value in a reference takes; the array around all has the number 0.
 */
final class IgbinaryPlaces {
    private static final int BYTES_OF_STRING = 24;
    private static final int BYTES_OF_SLOT = 48;
    private static final int BYTES_OF_SLOT_NUMBER = 96;
    private static final int BYTES_OF_NAME = 8;
    private static final int BYTES_OF_ENTRY = 96;
    private static final int FEWEST = 8;
    /** As many as a name of one byte can tell apart. */
    private static final int NARROW = 256;

    /** For each variable: where its key starts; how many strings, slots, names of strings, names of slots precede its value. */
    static final int WIDTH = 5;

    final byte[] data;

    final PlaceList strings;
    final PlaceList slots;
    /** Where strings are named. */
    final PlaceList stringNumbers;
    /** Where slots are named. */
    final PlaceList slotNumbers;
    /** Those of them that are named as references. */
    private @Nullable BitSet shared;

    int[] entries;
    int entrySize;

    /** One more than the highest number of a string that is named in more than one byte. */
    private int wideNames;
    /** Where the slots of the variable that is being read begin. */
    int ownSlots = 1;
    /** The slot of the first empty array; 0 for none. */
    int emptySlot;
    /** Whether there are objects or references, which are not only equal but the same. */
    boolean hasIdentity;
    /** Whether an array holds itself. */
    boolean isCyclic;
    /**
     * Whether PHP would write the same again: no holes, not two empty arrays, no number in more bytes than it needs, no array
     * named as an object is. Keys that an array has twice, which PHP never writes, are not looked for.
     */
    boolean canonical = true;

    IgbinaryPlaces(byte[] data) {
        this.data = data;
        this.strings = new PlaceList(data.length, data.length / BYTES_OF_STRING + FEWEST);
        this.slots = new PlaceList(data.length, data.length / BYTES_OF_SLOT + FEWEST);
        this.slotNumbers = new PlaceList(data.length, data.length / BYTES_OF_SLOT_NUMBER + FEWEST);
        this.stringNumbers = new PlaceList(data.length, data.length / BYTES_OF_NAME + FEWEST);
        this.entries = new int[(data.length / BYTES_OF_ENTRY + FEWEST) * WIDTH];
    }

    int strings() {
        return strings.size;
    }

    int slots() {
        return slots.size;
    }

    int stringNumbers() {
        return stringNumbers.size;
    }

    int slotNumbers() {
        return slotNumbers.size;
    }

    /** Says that nothing will be added any more before that place's block. */
    void enter(int place) {
        strings.enter(place);
        slots.enter(place);
        stringNumbers.enter(place);
        slotNumbers.enter(place);
    }

    /** How many variables there are. */
    int entries() {
        return entrySize / WIDTH;
    }

    /** A variable whose key was checked. */
    void addEntry(int key) {
        noteEntry(key);
        entrySize += WIDTH;
        ownSlots = slots.size;
    }

    void endEntries(int end) {
        noteEntry(end);
    }

    private void noteEntry(int at) {
        if (entrySize > entries.length - WIDTH) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        entries[entrySize] = at;
        entries[entrySize + 1] = strings.size;
        entries[entrySize + 2] = slots.size;
        entries[entrySize + 3] = stringNumbers.size;
        entries[entrySize + 4] = slotNumbers.size;
    }

    /** Where a variable's key starts; for the number behind the last, where that ends. */
    int entry(int index) {
        return entries[index * WIDTH];
    }

    int stringsBefore(int index) {
        return entries[index * WIDTH + 1] - (hasKey(index) && IgbinaryCodes.isLiteral(data[entry(index)]) ? 1 : 0);
    }

    private boolean hasKey(int index) {
        return index * WIDTH < entrySize;
    }

    int slotsBefore(int index) {
        return entries[index * WIDTH + 2];
    }

    int stringNumbersBefore(int index) {
        return entries[index * WIDTH + 3] - (hasKey(index) && IgbinaryCodes.isStringNumber(data[entry(index)]) ? 1 : 0);
    }

    int slotNumbersBefore(int index) {
        return entries[index * WIDTH + 4];
    }

    /** The variable that stands at a place. */
    int entryAt(int place) {
        int low = 0;
        int high = entries() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (entry(middle) <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    void addString(int at) {
        strings.add(at);
    }

    void addSlot(int at) {
        slots.add(at);
    }

    void addEmptyArray(int at, boolean shared) {
        if (!shared) {
            canonical &= emptySlot == 0;
            emptySlot = emptySlot == 0 ? slots.size : emptySlot;
        }
        addSlot(at);
    }

    /** Notes that a string is named, unless that takes one byte. */
    void addName(int number) {
        wideNames = Math.max(wideNames, number + 1);
    }

    /** Strings from this number on are named nowhere. */
    int nameableStrings() {
        return Math.min(strings.size, Math.max(NARROW, wideNames));
    }

    void addStringNumber(int at) {
        stringNumbers.add(at);
    }

    void addSlotNumber(int at, boolean asReference) {
        if (asReference) {
            BitSet all = shared == null ? new BitSet() : shared;
            all.set(slotNumbers.size);
            shared = all;
        }
        slotNumbers.add(at);
    }

    /** Where the token of a string with a number stands. */
    int string(int number) {
        return strings.get(number);
    }

    /** Where the bytes of a string with a number stand. */
    int stringFrom(int number) {
        int at = strings.get(number);
        return at + 1 + IgbinaryCodes.lengthBytes(data[at]);
    }

    int stringLength(int number) {
        int at = strings.get(number);
        return (int) BigEndian.unsigned(data, at + 1, IgbinaryCodes.lengthBytes(data[at]));
    }

    /** The number of a string that is a slice of the data; -1 if it is no whole string there. */
    int numberOf(PhpString slice) {
        int number = stringsBeforePlace(slice.offset) - 1;
        boolean found = number >= 0 && stringFrom(number) == slice.offset && stringLength(number) == slice.length;
        return found ? number : -1;
    }

    /** Where what took a slot stands; in a reference, the reference's mark. */
    int slot(int slot) {
        return slots.get(slot);
    }

    /** Which string is named at a place. */
    int namedString(int at) {
        return (int) BigEndian.unsigned(data, at + 1, IgbinaryCodes.stringNumberBytes(data[at]));
    }

    /** Where a slot is named by its number. */
    int slotNumber(int i) {
        return slotNumbers.get(i);
    }

    /** Which slot is named there. */
    int namedSlot(int i) {
        int at = slotNumber(i);
        return (int) BigEndian.unsigned(data, at + 1, IgbinaryCodes.slotBytes(data[at]));
    }

    /** Whether it is named there as a reference. */
    boolean isShared(int i) {
        return shared != null && shared.get(i);
    }

    boolean isPlainArray(int slot) {
        return IgbinaryCodes.isArray(data[slots.get(slot)]);
    }

    /** The number of strings that stand before a place. */
    int stringsBeforePlace(int at) {
        return strings.sizeBefore(at);
    }

    /** The number of slots that were taken before a place. */
    int slotsBeforePlace(int at) {
        return slots.sizeBefore(at);
    }
}
