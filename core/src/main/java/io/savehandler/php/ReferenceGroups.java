package io.savehandler.php;

import java.util.Arrays;

/** Which values of a sequence are connected by back-references and must be built together. */
final class ReferenceGroups {
    private final int[] parent;
    private final int[] first;
    private final int[] next;

    ReferenceGroups(PhpSequence sequence) {
        int size = sequence.size();
        parent = new int[size];
        Arrays.setAll(parent, i -> i);
        BackReferences references = sequence.backReferences();
        for (int i = 0; i < size; i++) {
            for (int r = sequence.firstReference(i); r < sequence.firstReference(i + 1); r++) {
                join(i, sequence.valueOfSlot(references.target(r)));
            }
        }
        first = new int[size];
        next = new int[size];
        Arrays.fill(first, -1);
        for (int i = size - 1; i >= 0; i--) {
            int root = root(i);
            next[i] = first[root];
            first[root] = i;
        }
    }

    /** The first value of the group that a value belongs to. */
    int first(int index) {
        return first[root(index)];
    }

    /** The next value of the same group, or -1. */
    int next(int index) {
        return next[index];
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int index) {
        int at = index;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
