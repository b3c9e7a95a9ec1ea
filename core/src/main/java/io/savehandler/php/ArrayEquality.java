package io.savehandler.php;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Compares nested arrays without recursion, each pair once: deep arrays do not exhaust the stack, and arrays that share
 * parts do not multiply the work.
 */
final class ArrayEquality {
    private final Deque<Pair> open = new ArrayDeque<>();
    private final Set<Pair> seen = new HashSet<>();

    private ArrayEquality() {}

    static boolean equal(PhpArray left, PhpArray right) {
        return new ArrayEquality().check(left, right);
    }

    private boolean check(PhpArray left, PhpArray right) {
        open.push(new Pair(left, right));
        while (!open.isEmpty()) {
            Pair pair = open.pop();
            if (!sameElements(pair.left, pair.right)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameElements(PhpArray left, PhpArray right) {
        int size = left.size();
        if (size != right.size()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!left.keyAt(i).equals(right.keyAt(i)) || !sameValue(left.values[i], right.values[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean sameValue(PhpValue left, PhpValue right) {
        if (left == right || left.type != PhpType.ARRAY || right.type != PhpType.ARRAY) {
            return left.equals(right);
        }
        Pair pair = new Pair((PhpArray) left, (PhpArray) right);
        if (seen.add(pair)) {
            open.push(pair);
        }
        return true;
    }

    /** Two arrays, by identity. */
    private static final class Pair {
        private final PhpArray left;
        private final PhpArray right;

        Pair(PhpArray left, PhpArray right) {
            this.left = left;
            this.right = right;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // Comparing the contents is what this helps to avoid.
        public boolean equals(Object other) {
            return other instanceof Pair pair && pair.left == left && pair.right == right;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(left) * 31 + System.identityHashCode(right);
        }
    }
}
