package io.savehandler.php;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys as they were read, each once: of elements under the same key PHP keeps the last one, at the place of the first. */
final class KeysOnce {
    private static final int FEW = 32;

    private final PhpKey[] keys;
    private final @Nullable KeyIndex index;
    // For each element that was read, its place now; null where none went.
    private final int @Nullable [] places;

    private KeysOnce(PhpKey[] keys, @Nullable KeyIndex index, int @Nullable [] places) {
        this.keys = keys;
        this.index = index;
        this.places = places;
    }

    static KeysOnce of(PhpKey[] read, int count) {
        PhpKey[] keys = count == read.length ? read : Arrays.copyOf(read, count);
        if (count <= FEW) {
            return fewAreDistinct(keys) ? new KeysOnce(keys, null, null) : withoutRepeated(keys);
        }
        KeyIndex index = new KeyIndex(keys, count);
        return index.distinct() == count ? new KeysOnce(keys, index, null) : withoutRepeated(keys);
    }

    PhpKey[] keys() {
        return keys;
    }

    /** Finds a key among many. */
    @Nullable KeyIndex index() {
        return index;
    }

    /** The values that stay. */
    PhpValue[] values(PhpValue[] read) {
        if (places == null) {
            return read.length == keys.length ? read : Arrays.copyOf(read, keys.length);
        }
        PhpValue[] values = new PhpValue[keys.length];
        for (int i = 0; i < places.length; i++) {
            values[places[i]] = read[i];
        }
        return values;
    }

    /** Moves the holes along with the keys behind them. */
    void move(PropertyHoles holes) {
        if (places != null) {
            holes.move(places, keys.length);
        }
    }

    private static KeysOnce withoutRepeated(PhpKey[] keys) {
        Map<PhpKey, Integer> once = new LinkedHashMap<>();
        int[] places = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            Integer known = once.putIfAbsent(keys[i], once.size());
            places[i] = known == null ? once.size() - 1 : known;
        }
        return new KeysOnce(once.keySet().toArray(new PhpKey[0]), null, places);
    }

    /** Only keys whose hashes have a bit in common are compared. */
    private static boolean fewAreDistinct(PhpKey[] keys) {
        long seen = 0;
        for (int i = 0; i < keys.length; i++) {
            long bit = 1L << keys[i].hashCode();
            if ((seen & bit) != 0 && Arrays.asList(keys).indexOf(keys[i]) < i) {
                return false;
            }
            seen |= bit;
        }
        return true;
    }
}
