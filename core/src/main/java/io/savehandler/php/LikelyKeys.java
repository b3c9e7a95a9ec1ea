package io.savehandler.php;

/**
 * The short keys of the last arrays, each with its marks as it stands in a text, by the depth of the array and by how many
 * elements were left. Most arrays of large sessions are records, and have the keys of the one before: a key that is only
 * compared tells where its value starts without its length being read first.
 */
final class LikelyKeys {
    /** So few bytes are read faster without them. */
    private static final int LEAST_DATA = 4096;

    private static final int PLACES = 16;
    /** For each key: its first word, its last word, how far the last word is behind the first. */
    private static final int WIDTH = 3;

    private static final int LAST_WORD = 1;
    private static final int BETWEEN = 2;
    private static final int SHELVES = 2;
    private static final long[] NONE = none();

    private long[] words = NONE;
    private final boolean learns;

    LikelyKeys(byte[] data) {
        learns = data.length >= LEAST_DATA;
    }

    /** No word is 0 and, at the same place, 1. */
    private static long[] none() {
        long[] none = new long[SHELVES * PLACES * WIDTH];
        for (int place = 0; place < none.length; place += WIDTH) {
            none[place + LAST_WORD] = 1;
        }
        return none;
    }

    /** What {@link #end} compares with; another array after {@link #learn}. */
    long[] words() {
        return words;
    }

    /** Where the places for keys of arrays so deep begin. */
    static int shelf(int depth) {
        return (depth & (SHELVES - 1)) * (PLACES * WIDTH);
    }

    /** The place of the key before so many elements of an array, itself included. */
    static int place(int shelf, int left) {
        return shelf + (left & (PLACES - 1)) * WIDTH;
    }

    /** Where the key at an offset, whose first word is given, ends if it is the one at a place; otherwise below 0. */
    static int end(long[] words, int place, long word, byte[] data, int at) {
        int last = at + (int) words[place + BETWEEN];
        return word == words[place] && Words.at(data, last) == words[place + LAST_WORD] ? last + Words.BYTES : -1;
    }

    /** Takes note of a key of one to nine bytes, which with its marks are as many as two words cover. */
    void learn(int place, byte[] data, int from, int to) {
        if (!learns) {
            return;
        }
        if (words == NONE) {
            words = NONE.clone();
        }
        int between = to - from - Words.BYTES;
        words[place] = Words.at(data, from);
        words[place + LAST_WORD] = Words.at(data, from + between);
        words[place + BETWEEN] = between;
    }
}
