package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/**
 * The keys of arrays that were read from a text, remembered because the next arrays often have the same: lists of records
 * do. A guess that is wrong costs no more than comparing the keys that were right.
 */
final class KnownKeys {
    private static final int REMEMBERED = 16;
    private static final @Nullable PhpArray[] NO_ARRAYS = {};
    private static final @Nullable KeyShape[] NO_SHAPES = {};

    private final byte[] data;
    private final int lastWord;
    /** By the first bytes of the first key; a shape only once it was asked for. */
    private @Nullable PhpArray[] arrays = NO_ARRAYS;

    private @Nullable KeyShape[] shapes = NO_SHAPES;

    KnownKeys(byte[] data) {
        this.data = data;
        this.lastWord = data.length - Words.BYTES;
    }

    /** Whether an integer of one digit stands at an offset, and is the given number. */
    boolean isListKey(int number, int offset) {
        return number < 10 && offset <= lastWord && TokenWords.isDigit(Words.at(data, offset), number);
    }

    /** The keys that an array of so many elements is likely to have if the first stands at an offset. */
    @Nullable KeyShape guess(int offset, int count) {
        if (arrays.length == 0 || offset > lastWord) {
            return null;
        }
        int place = place(offset);
        KeyShape guess = shapes[place];
        if (guess == null || guess.count() != count) {
            PhpArray array = arrays[place];
            guess = array == null || array.size() != count ? null : new KeyShape(data, array);
            shapes[place] = guess;
            arrays[place] = null;
        }
        return guess;
    }

    /** Takes note of an array that was read from the data and is no list. */
    void remember(PhpArray array) {
        if (array.keyAt(0) instanceof PhpString first && first.buffer == data && first.length > 0) {
            if (arrays.length == 0) {
                arrays = new PhpArray[REMEMBERED];
                shapes = new KeyShape[REMEMBERED];
            }
            arrays[place(KeyShape.start(first))] = array;
        }
    }

    private int place(int offset) {
        return (int) ((Words.at(data, offset) * 0x9E3779B97F4A7C15L) >>> 60);
    }
}
