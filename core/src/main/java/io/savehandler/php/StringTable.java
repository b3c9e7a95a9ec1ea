package io.savehandler.php;

import java.util.Arrays;

/** Strings by their bytes, numbered in the order in which they came. */
final class StringTable {
    private PhpString[] strings;
    private int size;
    /** By hash: one more than a string's number, or 0; perhaps longer than what is used of it. */
    private int[] places;

    private int mask;

    /** Has room for so many. */
    StringTable(int expected) {
        this(expected, new int[0]);
    }

    /**
     * Has room for so many.
     *
     * @param places used if there are enough of them, with anything in them
     */
    StringTable(int expected, int[] places) {
        int room = Integer.highestOneBit(Math.max(expected, 4) * 2 - 1) * 2;
        this.strings = new PhpString[Math.max(expected, 4)];
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
        strings = new PhpString[4];
        places = new int[8];
        mask = places.length - 1;
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
            strings = Arrays.copyOf(strings, size * 2);
        }
        strings[size++] = string;
        places[place] = size;
        if (size * 2 > mask) {
            spread();
        }
    }

    /** Twice as many places for all strings. */
    private void spread() {
        mask = mask * 2 + 1;
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
