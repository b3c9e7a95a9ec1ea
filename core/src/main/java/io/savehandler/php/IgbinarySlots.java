package io.savehandler.php;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What igbinary data can name again: arrays, objects and references by number, also while an array is being read. */
final class IgbinarySlots {
    private static final int FEWEST = 16;

    private @Nullable PhpValue[] values;
    /** Only where an array holds itself. */
    private final @Nullable OpenIgbinary @Nullable [] open;

    private final boolean areChecked;

    /** Those of data that was checked. */
    IgbinarySlots(IgbinaryPlaces places) {
        this.values = new PhpValue[places.slots()];
        this.open = places.isCyclic ? new OpenIgbinary[places.slots()] : null;
        this.areChecked = true;
    }

    /** Those of data that is being read for the first time. */
    IgbinarySlots() {
        this.values = new PhpValue[FEWEST];
        this.open = null;
        this.areChecked = false;
    }

    void set(int slot, PhpValue value) {
        if (slot >= values.length) {
            values = Arrays.copyOf(values, slot * 2);
        }
        values[slot] = value;
    }

    void opened(int slot, OpenIgbinary container) {
        if (open != null) {
            open[slot] = container;
        }
    }

    void closed(int slot, PhpValue array) {
        if (open != null) {
            open[slot] = null;
        }
        if (built(slot) == null) {
            set(slot, array);
        }
    }

    /** The value in a slot that was built already. */
    @Nullable PhpValue built(int slot) {
        return slot < values.length ? values[slot] : null;
    }

    /** The array in a slot; null where it is none, or not there yet. */
    @Nullable PhpArray array(int slot) {
        return built(slot) instanceof PhpArray array ? array : null;
    }

    /**
     * Whether a slot can be named. In data that was not checked, one of an array that is being read cannot: its reference
     * would hold an array without elements.
     */
    boolean canBeNamed(int slot, boolean shared) {
        if (areChecked) {
            return true;
        }
        PhpValue value = built(slot);
        return value != null && (shared || !(value instanceof PhpReference) || !isEmpty(value.dereferenced()));
    }

    private static boolean isEmpty(PhpValue value) {
        return value instanceof PhpArray array && array.isEmpty();
    }

    /** The value in a slot; an array that is being read comes as a reference of its own, as PHP has it in memory. */
    PhpValue plain(int slot) {
        OpenIgbinary container = open == null ? null : open[slot];
        return container == null ? known(slot).dereferenced() : container.promise();
    }

    /** The reference in a slot, made now if there is none. */
    PhpReference reference(int slot) {
        PhpValue value = values[slot];
        if (value instanceof PhpReference reference) {
            return reference;
        }
        OpenIgbinary container = open == null ? null : open[slot];
        PhpReference made = container == null ? new PhpReference(known(slot)) : container.promise();
        values[slot] = made;
        return made;
    }

    private PhpValue known(int slot) {
        PhpValue value = values[slot];
        return value == null ? PhpNull.NULL : value;
    }
}
