package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/** The slots of what was written and can be named again: arrays, objects and references by identity, enum cases by name. */
final class SlotTable {
    private static final @Nullable PhpValue[] NO_KEYS = {};
    private static final int[] NO_SLOTS = {};

    private @Nullable PhpValue[] keys = NO_KEYS;
    private int[] slots = NO_SLOTS;
    private int size;
    private final int room;

    SlotTable() {
        this(4);
    }

    /** Will have room for about so many, once there is one. */
    SlotTable(int expected) {
        room = Integer.highestOneBit(Math.max(expected, 4) * 2 - 1) * 2;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The slot that the value took, or 0. */
    int get(PhpValue value) {
        return size == 0 ? 0 : slots[place(value)];
    }

    /** Notes the slot, unless the value has one. */
    void add(PhpValue value, int slot) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int place = place(value);
        if (keys[place] == null) {
            keys[place] = value;
            slots[place] = slot;
            size++;
        }
    }

    /** The slot that the value took; 0 if it is new, and then it gets the given one. */
    int addNew(PhpValue value, int slot) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int place = place(value);
        if (keys[place] != null) {
            return slots[place];
        }
        keys[place] = value;
        slots[place] = slot;
        size++;
        return 0;
    }

    /** Adds one to the value's slot, which is 0 at first; returns the sum. */
    int increment(PhpValue value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int place = place(value);
        if (keys[place] == null) {
            keys[place] = value;
            size++;
        }
        return ++slots[place];
    }

    private int place(PhpValue value) {
        int mask = keys.length - 1;
        int place = (value instanceof PhpEnum ? value.hashCode() : System.identityHashCode(value)) & mask;
        PhpValue found = keys[place];
        while (found != null && !same(found, value)) {
            place = place + 1 & mask;
            found = keys[place];
        }
        return place;
    }

    @SuppressWarnings("ReferenceEquality") // Arrays with the same contents are still not the same array.
    private static boolean same(PhpValue known, PhpValue value) {
        return known == value || (value instanceof PhpEnum && known.equals(value));
    }

    private void grow() {
        @Nullable PhpValue[] oldKeys = keys;
        int[] oldSlots = slots;
        keys = new PhpValue[Math.max(room, oldKeys.length * 2)];
        slots = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            PhpValue key = oldKeys[i];
            if (key != null) {
                int place = place(key);
                keys[place] = key;
                slots[place] = oldSlots[i];
            }
        }
    }
}
