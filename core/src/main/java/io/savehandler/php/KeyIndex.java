package io.savehandler.php;

/**
 * Finds the place of a key among many: an open-addressed table over an array of keys that it does not own. Immutable
 * once made. A key that occurs twice is found at its first place.
 */
final class KeyIndex {
    private final PhpKey[] keys;
    private final int[] table;
    private final int distinct;

    KeyIndex(PhpKey[] keys, int count) {
        this.keys = keys;
        this.table = new int[Integer.highestOneBit(Math.max(count, 4)) * 4];
        int added = 0;
        for (int i = 0; i < count; i++) {
            int slot = slotOf(keys[i]);
            if (table[slot] == 0) {
                table[slot] = i + 1;
                added++;
            }
        }
        this.distinct = added;
    }

    int distinct() {
        return distinct;
    }

    /** The place of the key, or -1. */
    int find(PhpKey key) {
        return table[slotOf(key)] - 1;
    }

    private int slotOf(PhpKey key) {
        int mask = table.length - 1;
        int slot = key.hashCode() & mask;
        while (table[slot] != 0 && !keys[table[slot] - 1].equals(key)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
