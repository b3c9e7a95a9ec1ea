package io.savehandler.php;

import java.util.ArrayList;
import java.util.List;

/** The objects and references that were read, each with the slot it took. */
final class IdentityNodes {
    private final List<PhpValue> nodes = new ArrayList<>(0);
    private final IntList slots = new IntList();

    void add(PhpValue node, int slot) {
        nodes.add(node);
        slots.add(slot);
    }

    int size() {
        return nodes.size();
    }

    PhpValue node(int i) {
        return nodes.get(i);
    }

    int slot(int i) {
        return slots.get(i);
    }

    boolean changed() {
        for (PhpValue node : nodes) {
            if ((node instanceof PhpObject object && object.changed())
                    || (node instanceof PhpReference reference && reference.changed())) {
                return true;
            }
        }
        return false;
    }
}
