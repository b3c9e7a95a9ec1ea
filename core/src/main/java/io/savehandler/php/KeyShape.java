package io.savehandler.php;

import java.util.Objects;

/** The keys of an array as they stand in the text, so that other arrays' keys can be compared without reading them. */
final class KeyShape {
    private static final int MARKS_BEFORE = 4;
    private static final int MARKS_BEHIND = 2;

    private final byte[] data;
    private final PhpArray array;
    private final PhpKey[] keys;
    private final int[] starts;
    /** How long each key is with its marks; 0 where it is not to be compared. */
    private final int[] sizes;

    /** {@code array} was read from the data and is no list. */
    KeyShape(byte[] data, PhpArray array) {
        this.data = data;
        this.array = array;
        this.keys = Objects.requireNonNull(array.keys);
        this.starts = new int[keys.length];
        this.sizes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            // With its marks, a key that is not empty takes a word or more.
            if (keys[i] instanceof PhpString key && key.buffer == data && key.length > 0) {
                starts[i] = start(key);
                sizes[i] = key.offset + key.length + MARKS_BEHIND - starts[i];
            }
        }
    }

    /** Where the key's letter is, if its length is written without zeros before it; otherwise not at any letter. */
    static int start(PhpString key) {
        return key.offset - MARKS_BEFORE - Digits.size(key.length);
    }

    int count() {
        return keys.length;
    }

    /** Where the key at an offset ends, if it is the one at a place; otherwise below 0. */
    int match(int place, int offset) {
        int size = sizes[place];
        int start = starts[place];
        int last = size - Words.BYTES;
        if (size == 0 || size > data.length - offset) {
            return -1;
        }
        long difference = Words.at(data, start + last) ^ Words.at(data, offset + last);
        for (int i = 0; i < last; i += Words.BYTES) {
            difference |= Words.at(data, start + i) ^ Words.at(data, offset + i);
        }
        return difference == 0 ? offset + size : -1;
    }

    /** Keys for an array of as many elements, the first of which are the same. */
    PhpKey[] firstKeys(int same) {
        PhpKey[] copy = new PhpKey[keys.length];
        System.arraycopy(keys, 0, copy, 0, same);
        return copy;
    }

    PhpArray array(PhpValue[] values) {
        return array.sameKeys(values);
    }
}
