package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/**
 * The numbers that strings and slots of older igbinary data have in what is being written: each gets one when it is written
 * the first time, wherever that is. They are counted together with those of new values.
 */
final class KeptNumbers {
    private final IgbinarySequence source;
    private final IgbinaryPlaces places;
    /** By the older number: one more than the new one; 0 for what was not written yet. */
    final int[] strings;

    private final int[] slots;
    private int nextString;
    private int nextSlot = 1;
    private final StringTable newStrings = new StringTable(0);
    private final IntList newNumbers = new IntList();
    private @Nullable StringPlaces contents;
    private @Nullable SlotTable arrays;

    KeptNumbers(IgbinarySequence source) {
        this.source = source;
        this.places = source.places();
        this.strings = new int[places.strings()];
        this.slots = new int[places.slots()];
    }

    int nextString() {
        return nextString;
    }

    int nextSlot() {
        return nextSlot;
    }

    /** The number of an older string; -1 for one that was not written yet. */
    int string(int older) {
        return strings[older] - 1;
    }

    /** The number of an older slot; 0 for one that was not written yet. */
    int slot(int older) {
        return slots[older];
    }

    boolean anyString(int from, int to) {
        return any(strings, from, to);
    }

    boolean anySlot(int from, int to) {
        return any(slots, from, to);
    }

    private static boolean any(int[] numbers, int from, int to) {
        for (int i = from; i < to; i++) {
            if (numbers[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Gives older strings the next numbers. */
    void addStrings(int from, int to) {
        int next = nextString;
        for (int i = from; i < to; i++) {
            strings[i] = ++next;
        }
        nextString = next;
    }

    /** Gives older slots the next numbers. */
    void addSlots(int from, int to) {
        int next = nextSlot;
        for (int i = from; i < to; i++) {
            slots[i] = next++;
        }
        nextSlot = next;
    }

    /** The number of any string; -1 if it is new, and then it gets the next one. */
    int find(PhpString string) {
        int older = older(string);
        if (older < 0) {
            int known = newStrings.find(string);
            if (known < 0) {
                newNumbers.add(nextString++);
                return -1;
            }
            return newNumbers.get(known);
        }
        int known = strings[older] - 1;
        if (known < 0) {
            strings[older] = ++nextString;
        }
        return known;
    }

    private int older(PhpString string) {
        int known = string.buffer == places.data ? places.numberOf(string) : -1;
        if (known >= 0) {
            return known;
        }
        StringPlaces made = contents;
        if (made == null) {
            made = new StringPlaces(places);
            contents = made;
        }
        return made.find(string);
    }

    /** The slot of an array that was built from the older data; 0 if it is new, or was not written yet. */
    int findSlot(PhpValue value) {
        int older = olderSlot(value);
        return older == 0 ? 0 : slots[older];
    }

    /** Gives what is written now the next slot, under its older one too. */
    int addSlot(PhpValue value) {
        int older = olderSlot(value);
        if (older > 0) {
            slots[older] = nextSlot;
        }
        return nextSlot++;
    }

    private int olderSlot(PhpValue value) {
        SlotTable made = arrays;
        if (made == null) {
            made = source.builtArrays();
            arrays = made;
        }
        return made.get(value);
    }
}
