package io.savehandler.php;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts how many elements, properties and variables of a session hold each reference. */
final class ReferenceHolders {
    private final IdentityHashMap<PhpReference, Integer> holders = new IdentityHashMap<>();
    private final Set<PhpValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<PhpValue> open = new ArrayDeque<>();

    ReferenceHolders(Iterable<PhpValue> variables) {
        for (PhpValue variable : variables) {
            held(variable);
            while (!open.isEmpty()) {
                inside(open.pop());
            }
        }
    }

    boolean onlyOne(PhpReference reference) {
        return holders.getOrDefault(reference, 1) == 1;
    }

    private void held(PhpValue value) {
        if (value instanceof PhpReference reference) {
            holders.merge(reference, 1, Integer::sum);
        }
        boolean contains = value.type == PhpType.ARRAY
                || value.type == PhpType.OBJECT
                || value.type == PhpType.CUSTOM
                || value.type == PhpType.REFERENCE;
        if (contains && seen.add(value)) {
            open.push(value);
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
