package io.savehandler.php;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that the keys of arrays have as strings. Arrays side by side often share their keys: lists of records do, once
 * they were decoded.
 */
final class KeyNumbers {
    private static final PhpKey[] @Nullable [] NO_KEYS = {};
    private static final int[][] NO_NUMBERS = {};

    private PhpKey[] @Nullable [] keys = NO_KEYS;
    private int[][] numbers = NO_NUMBERS;

    /** For each key one more than its number, or 0 for one that has none yet; those of the last array at this depth. */
    @SuppressWarnings("ReferenceEquality") // Only keys that are shared need no comparing.
    int[] of(int depth, PhpKey[] wanted) {
        if (depth >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(4, depth * 2));
            numbers = Arrays.copyOf(numbers, keys.length);
        }
        if (keys[depth] != wanted) {
            keys[depth] = wanted;
            numbers[depth] = new int[wanted.length];
        }
        return numbers[depth];
    }
}
