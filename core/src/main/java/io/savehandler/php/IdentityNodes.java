package io.savehandler.php;

import java.util.Arrays;

/** The objects and references that were read, each with the slot it took. */
final class IdentityNodes {
    private static final PhpValue[] NO_NODES = {};
    private static final int[] NO_SLOTS = {};

    private PhpValue[] nodes = NO_NODES;
    private int[] slots = NO_SLOTS;
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
