package io.savehandler.php;

import java.util.Arrays;

/** Strings by their bytes, numbered in the order in which they came. */
final class StringTable {
    private static final PhpString[] NO_STRINGS = {};
    /** One that is never taken. */
    private static final int[] NO_PLACES = {0};

    private static final int FEWEST = 4;

    private PhpString[] strings;
    private int size;
    /** By hash: one more than a string's number, or 0; perhaps longer than what is used of it. */
    private int[] places;

    private int mask;

    /** Has room for so many. */
    StringTable(int expected) {
        this(expected, NO_PLACES);
    }

    /**
     * Has room for so many.
     *
     * @param places used if there are enough of them, with anything in them
     */
    StringTable(int expected, int[] places) {
        int count = Math.max(expected, FEWEST);
        int room = Integer.highestOneBit(count * 2 - 1) * 2;
        this.strings = new PhpString[count];
        this.mask = room - 1;
        if (places.length < room) {
            this.places = new int[room];
        } else {
            this.places = places;
            Arrays.fill(places, 0, room, 0);
        }
    }

    int size() {
        return size;
    }

    /** Forgets all strings, and the places that were lent to it. */
    void letGo() {
        strings = NO_STRINGS;
        places = NO_PLACES;
        mask = 0;
        size = 0;
    }

    /** The string's number; -1 if it is new, and then it gets the next one. */
    int find(PhpString string) {
        int place = string.hashCode() & mask;
        int found = places[place];
        while (found != 0) {
            if (strings[found - 1].equals(string)) {
                return found - 1;
            }
            place = place + 1 & mask;
            found = places[place];
        }
        add(string, place);
        return -1;
    }

    private void add(PhpString string, int place) {
        if (size == strings.length) {
            strings = Arrays.copyOf(strings, Math.max(FEWEST, size * 2));
        }
        strings[size++] = string;
        if (size * 2 > mask) {
            spread();
        } else {
            places[place] = size;
        }
    }

    /** Twice as many places for all strings. */
    private void spread() {
        mask = Math.max(mask, FEWEST - 1) * 2 + 1;
        places = new int[mask + 1];
        for (int i = 0; i < size; i++) {
            int place = strings[i].hashCode() & mask;
            while (places[place] != 0) {
                place = place + 1 & mask;
            }
            places[place] = i + 1;
        }
    }
}
