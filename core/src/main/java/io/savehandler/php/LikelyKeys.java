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
    /** Behind the first words of all keys at a shelf there are their last words, and behind those their lengths. */
    private static final int LAST_WORD = PLACES;

    private static final int LENGTH = 2 * PLACES;
    private static final int SHELF = 3 * PLACES;
    private static final int SHELVES = 2;
    private static final int LONGEST = 2 * Words.BYTES;
    private static final long[] NONE = none();

    private final boolean learns;
    /** What {@link #isAt} compares with. */
    final long[] words;

    LikelyKeys(byte[] data) {
        learns = data.length >= LEAST_DATA;
        words = learns ? NONE.clone() : NONE;
    }

    /** Keys that no data has: no word is 0 and, at the same place, 1. */
    private static long[] none() {
        long[] none = new long[SHELVES * SHELF];
        for (int place = 0; place < none.length; place++) {
            int part = place % SHELF / PLACES * PLACES;
            none[place] = part == LAST_WORD ? 1 : part == LENGTH ? Words.BYTES : 0;
        }
        return none;
    }

    /** Where the places for keys of arrays so deep begin. */
    static int shelf(int depth) {
        return (depth & (SHELVES - 1)) * SHELF;
    }

    /** The place of the key before so many elements of an array, itself included. */
    static int place(int shelf, int left) {
        return shelf + (left & (PLACES - 1));
    }

    /** Whether the key at an offset, whose first word is given, is the one at a place. */
    static boolean isAt(long[] words, int place, long word, byte[] data, int at) {
        return word == words[place]
                && Words.at(data, at + length(words, place) - Words.BYTES) == words[place + LAST_WORD];
    }

    /** How long the key at a place is, with its marks. */
    static int length(long[] words, int place) {
        return (int) words[place + LENGTH];
    }

    /** Takes note of a key that was read, if it is one that two words cover. */
    void learn(int place, long word, byte[] data, int at, int length) {
        if (learns && length >= Words.BYTES && length <= LONGEST) {
            words[place] = word;
            words[place + LAST_WORD] = Words.at(data, at + length - Words.BYTES);
            words[place + LENGTH] = length;
        }
    }
}
