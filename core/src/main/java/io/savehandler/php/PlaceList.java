package io.savehandler.php;

import java.util.Arrays;

/**
 * Places in data, in ascending order. Of each its lowest 16 bits are kept, and for every block of 65,536 bytes how many
 * stand before it: most data is smaller than two blocks, and memory is what takes time here.
 */
final class PlaceList {
    private static final int BITS = Character.SIZE;
    private static final int BLOCK = 1 << BITS;

    /** The lowest bits, for {@link #size} places. */
    char[] low;

    int size;
    /** By block: how many places stand before it. */
    private final int[] before;
    /** The last block of which that is known. */
    private int block;

    /** With room for so many places in data of so many bytes. */
    PlaceList(int bytes, int expected) {
        this.low = new char[expected];
        this.before = new int[(bytes >>> BITS) + 1];
    }

    /** Where the block ends in which a place is. */
    static int endOfBlock(int place) {
        return (int) Math.min(Integer.MAX_VALUE, (place | (BLOCK - 1)) + 1L);
    }

    /** Says that no place before that one's block will be added any more. */
    void enter(int place) {
        while (block < place >>> BITS) {
            block++;
            before[block] = size;
        }
    }

    /** Adds a place behind all others. */
    void add(int place) {
        enter(place);
        if (size == low.length) {
            low = Arrays.copyOf(low, size * 2);
        }
        low[size++] = (char) place;
    }

    int get(int index) {
        return base(index) + low[index];
    }

    /** Where the block starts in which a place is, given its number. */
    int base(int index) {
        int first = 0;
        int last = block;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (before[middle] <= index) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first << BITS;
    }

    /** How many places stand before the end of a block, which starts at a place. */
    int sizeToEndOf(int base) {
        int behind = (base >>> BITS) + 1;
        return behind > block ? size : before[behind];
    }

    /** How many places stand before that one. */
    int sizeBefore(int place) {
        int own = place >>> BITS;
        if (own > block) {
            return size;
        }
        int found = Arrays.binarySearch(low, before[own], sizeToEndOf(own << BITS), (char) place);
        return found < 0 ? -found - 1 : found;
    }
}
