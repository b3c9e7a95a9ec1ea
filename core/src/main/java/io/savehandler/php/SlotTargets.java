package io.savehandler.php;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The slots that back-references name, and once they were read, the values in them. */
final class SlotTargets {
    static final SlotTargets NONE = new SlotTargets(new int[0], new boolean[0]);

    private final int[] slots;
    private final boolean[] byReference;
    private final @Nullable PhpValue[] values;

    private SlotTargets(int[] slots, boolean[] byReference) {
        this.slots = slots;
        this.byReference = byReference;
        this.values = new PhpValue[slots.length];
    }

    static SlotTargets of(BackReferences references) {
        if (references.size() == 0) {
            return NONE;
        }
        long[] sorted = new long[references.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = references.target(i) * 2L + (references.byReference(i) ? 0 : 1);
        }
        Arrays.sort(sorted);
        int[] slots = new int[sorted.length];
        boolean[] byReference = new boolean[sorted.length];
        int count = 0;
        for (long item : sorted) {
            if (count == 0 || slots[count - 1] != item >> 1) {
                slots[count] = (int) (item >> 1);
                byReference[count++] = (item & 1) == 0;
            }
        }
        return new SlotTargets(Arrays.copyOf(slots, count), Arrays.copyOf(byReference, count));
    }

    /** The place of the first target that is this slot or a later one. */
    int placeFrom(int slot) {
        int found = Arrays.binarySearch(slots, slot);
        return found < 0 ? -found - 1 : found;
    }

    /** The slot at a place; beyond the last, a slot that no value has. */
    int slotAt(int place) {
        return place < slots.length ? slots[place] : Integer.MAX_VALUE;
    }

    boolean byReference(int place) {
        return byReference[place];
    }

    void set(int place, PhpValue value) {
        values[place] = value;
    }

    @Nullable PhpValue get(int slot) {
        return values[placeFrom(slot)];
    }
}
