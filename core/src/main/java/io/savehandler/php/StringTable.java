package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/** Strings by their bytes, with their numbers. */
final class StringTable {
    private static final @Nullable PhpString[] NO_KEYS = {};
    private static final int[] NO_NUMBERS = {};

    private @Nullable PhpString[] keys = NO_KEYS;
    private int[] numbers = NO_NUMBERS;
    private int size;
    private final int room;

    /** Will have room for about so many, once there is one. */
    StringTable(int expected) {
        room = Integer.highestOneBit(Math.max(expected, 4) * 2 - 1) * 2;
    }

    int size() {
        return size;
    }

    /** The string's number; -1 if it is new, and then it gets the given one. */
    int find(PhpString string, int next) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int place = place(string);
        if (keys[place] != null) {
            return numbers[place];
        }
        keys[place] = string;
        numbers[place] = next;
        size++;
        return -1;
    }

    private int place(PhpString string) {
        int mask = keys.length - 1;
        int place = string.hashCode() & mask;
        PhpString found = keys[place];
        while (found != null && !found.equals(string)) {
            place = place + 1 & mask;
            found = keys[place];
        }
        return place;
    }

    private void grow() {
        @Nullable PhpString[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new PhpString[Math.max(room, oldKeys.length * 2)];
        numbers = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            PhpString key = oldKeys[i];
            if (key != null) {
                int place = place(key);
                keys[place] = key;
                numbers[place] = oldNumbers[i];
            }
        }
    }
}
