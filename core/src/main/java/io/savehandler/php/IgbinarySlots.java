package io.savehandler.php;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What igbinary data can name again: arrays, objects and references by number, also while an array is being read. */
final class IgbinarySlots {
    private @Nullable PhpValue[] values = new PhpValue[16];
    private @Nullable OpenIgbinary[] open = new OpenIgbinary[16];
    private int size;

    int size() {
        return size;
    }

    int add(@Nullable PhpValue value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            open = Arrays.copyOf(open, size * 2);
        }
        values[size] = value;
        return size++;
    }

    void opened(int slot, OpenIgbinary container) {
        open[slot] = container;
    }

    void closed(int slot, PhpValue array) {
        open[slot] = null;
        if (values[slot] == null) {
            values[slot] = array;
        }
    }

    /** The value in a slot; an array that is being read comes as a reference of its own, as PHP has it in memory. */
    PhpValue plain(int slot) {
        OpenIgbinary container = open[slot];
        return container == null ? known(slot).dereferenced() : container.promise();
    }

    /** The reference in a slot, made now if there is none. */
    PhpReference reference(int slot) {
        PhpValue value = values[slot];
        if (value instanceof PhpReference reference) {
            return reference;
        }
        OpenIgbinary container = open[slot];
        PhpReference made = container == null ? new PhpReference(known(slot)) : container.promise();
        values[slot] = made;
        return made;
    }

    private PhpValue known(int slot) {
        PhpValue value = values[slot];
        return value == null ? PhpNull.NULL : value;
    }
}
