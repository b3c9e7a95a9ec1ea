package io.savehandler.php;

import java.util.Arrays;

/** The objects and references that were read, each with the slot it took. */
final class IdentityNodes {
    private PhpValue[] nodes = {};
    private int[] slots = {};
    private int size;

    void add(PhpValue node, int slot) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(4, size * 2));
            slots = Arrays.copyOf(slots, nodes.length);
        }
        nodes[size] = node;
        slots[size++] = slot;
    }

    int size() {
        return size;
    }

    PhpValue node(int i) {
        return nodes[i];
    }

    int slot(int i) {
        return slots[i];
    }

    boolean changed() {
        for (int i = 0; i < size; i++) {
            PhpValue node = nodes[i];
            if ((node instanceof PhpObject object && object.changed())
                    || (node instanceof PhpReference reference && reference.changed())) {
                return true;
            }
        }
        return false;
    }
}
