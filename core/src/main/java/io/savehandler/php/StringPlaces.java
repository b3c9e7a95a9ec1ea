package io.savehandler.php;

import java.util.Arrays;

/** Finds strings of igbinary data by their bytes. */
final class StringPlaces {
    private final IgbinaryPlaces places;
    /** Open addressing by hash: one more than a string's number. */
    private final int[] table;

    StringPlaces(IgbinaryPlaces places) {
        this.places = places;
        this.table = new int[Integer.highestOneBit(Math.max(places.strings(), 4)) * 4];
        for (int i = 0; i < places.strings(); i++) {
            int from = places.stringFrom(i);
            int length = places.stringLength(i);
            int slot = slot(places.data, from, length, ByteHash.of(places.data, from, length));
            if (table[slot] == 0) {
                table[slot] = i + 1;
            }
        }
    }

    /** The number of a string; -1 if it is not there. */
    int find(PhpString string) {
        return table[slot(string.buffer, string.offset, string.length, string.hashCode())] - 1;
    }

    private int slot(byte[] bytes, int from, int length, int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0 && !isAt(table[slot] - 1, bytes, from, length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isAt(int number, byte[] bytes, int from, int length) {
        int start = places.stringFrom(number);
        return places.stringLength(number) == length
                && Arrays.equals(places.data, start, start + length, bytes, from, from + length);
    }
}
