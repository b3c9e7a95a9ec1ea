package io.savehandler.php;

import java.util.Arrays;

/** How many elements, properties and variables of a session hold each of the references in it. */
final class HolderCounts {
    private final SlotTable holders = new SlotTable();
    private PhpValue[] open = new PhpValue[8];
    private int openCount;

    HolderCounts(Iterable<PhpValue> variables) {
        for (PhpValue variable : variables) {
            held(variable);
            while (openCount > 0) {
                inside(open[--openCount]);
            }
        }
    }

    /** How many hold it; 0 where it is not in the session. */
    int of(PhpReference reference) {
        return holders.get(reference);
    }

    /** Counts a holder; what is found for the first time and can hold others itself is looked into later. */
    private void held(PhpValue value) {
        boolean contains = value instanceof PhpArray
                || value instanceof PhpObject
                || value instanceof PhpCustom
                || value instanceof PhpReference;
        if (contains && holders.increment(value) == 1) {
            if (openCount == open.length) {
                open = Arrays.copyOf(open, openCount * 2);
            }
            open[openCount++] = value;
        }
    }

    private void inside(PhpValue container) {
        if (container instanceof PhpReference reference) {
            held(reference.get());
        } else if (container instanceof PhpArray array) {
            held(array.values);
        } else if (container instanceof PhpObject object) {
            for (int i = 0; i < object.size(); i++) {
                held(object.valueAt(i));
            }
        } else if (container instanceof PhpCustom custom && custom.parts() != null) {
            held(custom.parts().values);
        }
    }

    private void held(PhpValue[] values) {
        for (PhpValue value : values) {
            held(value);
        }
    }
}
