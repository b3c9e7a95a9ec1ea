package io.savehandler.php;

import java.util.Arrays;

/**
 * Where in igbinary data everything stands that can be named by number, and where it is named. A slot is what an array, an
 * object or a value in a reference takes; the array around all has the number 0.
 */
final class IgbinaryPlaces {
    private static final int BYTES_OF_STRING = 24;
    private static final int BYTES_OF_SLOT = 48;
    private static final int BYTES_OF_NAME = 8;
    private static final int FEWEST = 8;

    final byte[] data;

    private int[] strings;
    private int stringCount;
    private int[] slots;
    private int slotCount;
    private int[] stringNumbers;
    private int stringNumberCount;
    private final IntList slotNumbers = new IntList();

    /** Where the slots of the variable that is being read begin. */
    int ownSlots = 1;
    /** The slot of the first empty array; 0 for none. */
    int emptySlot;
    /** Whether there are objects or references, which are not only equal but the same. */
    boolean hasIdentity;
    /** Whether an array holds itself. */
    boolean isCyclic;
    /** Whether one variable names what another one holds. */
    boolean isCrossing;
    /** Whether one variable shares more with another one than whole arrays. */
    boolean isTangled;
    /** Whether PHP would write the same again: no holes, and not two empty arrays. */
    boolean canonical = true;

    IgbinaryPlaces(byte[] data) {
        this.data = data;
        this.strings = new int[data.length / BYTES_OF_STRING + FEWEST];
        this.slots = new int[data.length / BYTES_OF_SLOT + FEWEST];
        this.stringNumbers = new int[data.length / BYTES_OF_NAME + FEWEST];
    }

    int strings() {
        return stringCount;
    }

    int slots() {
        return slotCount;
    }

    int stringNumbers() {
        return stringNumberCount;
    }

    int slotNumbers() {
        return slotNumbers.size();
    }

    void addString(int at) {
        if (stringCount == strings.length) {
            strings = Arrays.copyOf(strings, stringCount * 2);
        }
        strings[stringCount++] = at;
    }

    void addSlot(int at) {
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        slots[slotCount++] = at;
    }

    void addEmptyArray(int at, boolean shared) {
        if (!shared) {
            canonical &= emptySlot == 0;
            emptySlot = emptySlot == 0 ? slotCount : emptySlot;
        }
        addSlot(at);
    }

    void addStringNumber(int at) {
        if (stringNumberCount == stringNumbers.length) {
            stringNumbers = Arrays.copyOf(stringNumbers, stringNumberCount * 2);
        }
        stringNumbers[stringNumberCount++] = at;
    }

    /** {@code shared}: as a reference; {@code inside}: within itself. */
    void addSlotNumber(int at, int slot, boolean shared, boolean inside) {
        slotNumbers.add(at);
        isCyclic |= inside;
        boolean crosses = slot < ownSlots;
        isCrossing |= crosses;
        boolean plainArray = IgbinaryCodes.isArray(data[slots[slot]]);
        isTangled |= shared ? crosses || plainArray : crosses && !plainArray;
    }

    /** Where the token of a string with a number stands. */
    int string(int number) {
        return strings[number];
    }

    /** Where the bytes of a string with a number stand. */
    int stringFrom(int number) {
        int at = strings[number];
        return at + 1 + IgbinaryCodes.lengthBytes(data[at]);
    }

    int stringLength(int number) {
        int at = strings[number];
        return (int) BigEndian.unsigned(data, at + 1, IgbinaryCodes.lengthBytes(data[at]));
    }

    /** Where what took a slot stands; in a reference, the reference's mark. */
    int slot(int slot) {
        return slots[slot];
    }

    /** Where a string is named by its number. */
    int stringNumber(int i) {
        return stringNumbers[i];
    }

    /** Where a slot is named by its number. */
    int slotNumber(int i) {
        return slotNumbers.get(i);
    }

    /** Which slot is named there. */
    int namedSlot(int i) {
        int at = slotNumbers.get(i);
        return (int) BigEndian.unsigned(data, at + 1, IgbinaryCodes.slotBytes(data[at]));
    }

    /** The number of strings that stand before a place. */
    int stringsBefore(int at) {
        return before(strings, stringCount, at);
    }

    /** The number of slots that were taken before a place. */
    int slotsBefore(int at) {
        return before(slots, slotCount, at);
    }

    private static int before(int[] sorted, int count, int at) {
        int found = Arrays.binarySearch(sorted, 0, count, at);
        return found < 0 ? -found - 1 : found;
    }
}
