package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/**
 * The numbers that strings and slots of older igbinary data have in what is being written: each gets one when it is written
 * the first time, wherever that is. They are counted together with those of new values.
 */
final class KeptNumbers {
    private final IgbinarySequence source;
    private final IgbinaryPlaces places;
    private final NumberRuns strings = new NumberRuns(0);
    /** The array around all has the number 0 before and after. */
    private final NumberRuns slots = new NumberRuns(1);

    private final StringTable newStrings = new StringTable(0);
    private final IntList newNumbers = new IntList();
    private @Nullable StringPlaces contents;
    private @Nullable SlotTable arrays;

    KeptNumbers(IgbinarySequence source) {
        this.source = source;
        this.places = source.places();
    }

    NumberRuns strings() {
        return strings;
    }

    NumberRuns slots() {
        return slots;
    }

    /** The number of any string; -1 if it is new, and then it gets the next one. */
    int find(PhpString string) {
        int older = older(string);
        if (older < 0) {
            int known = newStrings.find(string);
            if (known < 0) {
                newNumbers.add(strings.take());
                return -1;
            }
            return newNumbers.get(known);
        }
        int known = strings.get(older);
        if (known < 0) {
            strings.add(older, older + 1);
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
        return older == 0 ? 0 : Math.max(0, slots.get(older));
    }

    /** Gives what is written now the next slot, under its older one too. */
    void addSlot(PhpValue value) {
        int older = olderSlot(value);
        if (older > 0) {
            slots.add(older, older + 1);
        } else {
            slots.take();
        }
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
