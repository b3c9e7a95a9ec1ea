package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/** What igbinary data can name again: arrays, objects and references by number, also while an array is being read. */
final class IgbinarySlots {
    private final @Nullable PhpValue[] values;
    /** Only where an array holds itself. */
    private final @Nullable OpenIgbinary @Nullable [] open;

    IgbinarySlots(IgbinaryPlaces places) {
        this.values = new PhpValue[places.slots()];
        this.open = places.isCyclic ? new OpenIgbinary[places.slots()] : null;
    }

    void set(int slot, PhpValue value) {
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
        if (values[slot] == null) {
            values[slot] = array;
        }
    }

    /** The value in a slot that was built already. */
    @Nullable PhpValue built(int slot) {
        return values[slot];
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
