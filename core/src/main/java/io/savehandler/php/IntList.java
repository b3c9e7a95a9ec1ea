package io.savehandler.php;

import java.util.Arrays;

/** A list of ints that grows. */
final class IntList {
    private static final int[] NONE = {};

    private int[] items;
    private int size;

    IntList() {
        items = NONE;
    }

    /** Has room from the start. */
    IntList(int room) {
        items = new int[room];
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(16, size * 2));
        }
        items[size++] = item;
    }

    /** Adds three at once, checking the room only once. */
    void add(int first, int second, int third) {
        int at = size;
        if (at > items.length - 3) {
            items = Arrays.copyOf(items, Math.max(24, at * 2));
        }
        int[] room = items;
        room[at] = first;
        room[at + 1] = second;
        room[at + 2] = third;
        size = at + 3;
    }

    int get(int index) {
        return items[index];
    }

    void set(int index, int item) {
        items[index] = item;
    }

    int size() {
        return size;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    /** Whether the item is there; the list must be ascending. */
    boolean containsSorted(int item) {
        return Arrays.binarySearch(items, 0, size, item) >= 0;
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
