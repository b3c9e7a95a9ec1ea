package io.savehandler.php;

import java.util.Arrays;

/** The slots of what was written and can be named again: arrays, objects and references by identity, enum cases by name. */
final class SlotTable {
    /** No more places than this many times the values that there is room for. */
    static final int PLACES = 4;

    private static final int FEWEST = 4;
    private static final PhpValue[] NO_VALUES = {};
    private static final int[] NO_NUMBERS = {};

    /** In the order in which they came. */
    private PhpValue[] values = NO_VALUES;
    /** For each of them its slot; perhaps longer than what is used of it. */
    private int[] slots;
    /** By hash: one more than a value's number in that order, or 0; perhaps longer than what is used of it. */
    private int[] places;

    private int mask;
    private int size;
    private final int expected;

    SlotTable() {
        this(FEWEST, NO_NUMBERS, NO_NUMBERS);
    }

    /** Will have room for about so many, once there is one. */
    SlotTable(int expected) {
        this(expected, NO_NUMBERS, NO_NUMBERS);
    }

    /**
     * Will have room for about so many, once there is one.
     *
     * @param slots used if there are enough of them, with anything in them
     * @param places as well
     */
    SlotTable(int expected, int[] slots, int[] places) {
        this.expected = Math.max(expected, FEWEST);
        this.slots = slots;
        this.places = places;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Forgets all values, and what was lent to it. */
    void letGo() {
        values = NO_VALUES;
        slots = NO_NUMBERS;
        places = NO_NUMBERS;
        size = 0;
    }

    /** The slot that the value took, or 0. */
    int get(PhpValue value) {
        int number = size == 0 ? 0 : places[place(value)];
        return number == 0 ? 0 : slots[number - 1];
    }

    /** Notes the slot, unless the value has one. */
    void add(PhpValue value, int slot) {
        addNew(value, slot);
    }

    /** The slot that the value took; 0 if it is new, and then it gets the given one. */
    int addNew(PhpValue value, int slot) {
        int number = number(value);
        if (number >= 0) {
            return slots[number];
        }
        slots[size - 1] = slot;
        return 0;
    }

    /** Adds one to the value's slot, which is 0 at first; returns the sum. */
    int increment(PhpValue value) {
        int number = number(value);
        if (number >= 0) {
            return ++slots[number];
        }
        slots[size - 1] = 1;
        return 1;
    }

    /** The value's number in the order in which they came; -1 if it is new, and then it is the last one from now on. */
    private int number(PhpValue value) {
        if (size == values.length) {
            grow();
        }
        int place = place(value);
        int number = places[place];
        if (number == 0) {
            values[size++] = value;
            places[place] = size;
        }
        return number - 1;
    }

    private int place(PhpValue value) {
        int place = hash(value) & mask;
        int found = places[place];
        while (found != 0 && !same(values[found - 1], value)) {
            place = place + 1 & mask;
            found = places[place];
        }
        return place;
    }

    private static int hash(PhpValue value) {
        return value instanceof PhpEnum ? value.hashCode() : System.identityHashCode(value);
    }

    @SuppressWarnings("ReferenceEquality") // Arrays with the same contents are still not the same array.
    private static boolean same(PhpValue known, PhpValue value) {
        return known == value || (value instanceof PhpEnum && known.equals(value));
    }

    private void grow() {
        int count = Math.max(expected, size * 2);
        int room = Integer.highestOneBit(count * 2 - 1) * 2;
        values = Arrays.copyOf(values, count);
        if (slots.length < count) {
            slots = Arrays.copyOf(slots, count);
        }
        if (places.length < room) {
            places = new int[room];
        } else {
            Arrays.fill(places, 0, room, 0);
        }
        mask = room - 1;
        for (int i = 0; i < size; i++) {
            int place = hash(values[i]) & mask;
            while (places[place] != 0) {
                place = place + 1 & mask;
            }
            places[place] = i + 1;
        }
    }
}
