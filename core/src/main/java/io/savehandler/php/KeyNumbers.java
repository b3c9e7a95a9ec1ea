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

    /** Whether an array has the keys of the one before it at its depth. */
    @SuppressWarnings("ReferenceEquality") // Only keys that are shared need no comparing.
    boolean areThoseBefore(int depth, PhpKey[] wanted) {
        return depth < keys.length && keys[depth] == wanted;
    }

    /** Room for the numbers of other keys, as {@link #at} gives them from now on. */
    int[] start(int depth, PhpKey[] other) {
        if (depth >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(4, depth * 2));
            numbers = Arrays.copyOf(numbers, keys.length);
        }
        keys[depth] = other;
        numbers[depth] = new int[other.length];
        return numbers[depth];
    }

    /** For each key of the last array at a depth one more than its number, or 0 for one that has none yet. */
    int[] at(int depth) {
        return numbers[depth];
    }
}
