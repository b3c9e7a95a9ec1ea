package io.savehandler.php;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;

/**
 * Compares nested arrays without recursion: deep arrays do not exhaust the stack. Arrays that were compared once count as
 * one from then on, so that arrays that share parts do not multiply the work.
 */
final class ArrayEquality {
    private final Deque<PhpArray> open = new ArrayDeque<>();
    /** Leads from an array to another one of those that must be equal; the last of them is not in it. */
    private final IdentityHashMap<PhpArray, PhpArray> same = new IdentityHashMap<>();

    private ArrayEquality() {}

    static boolean equal(PhpArray left, PhpArray right) {
        return new ArrayEquality().check(left, right);
    }

    private boolean check(PhpArray left, PhpArray right) {
        join(left, right);
        while (!open.isEmpty()) {
            if (!sameElements(open.pop(), open.pop())) {
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
        if (left.type != PhpType.ARRAY || right.type != PhpType.ARRAY) {
            return left.equals(right);
        }
        join((PhpArray) left, (PhpArray) right);
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // Comparing the contents is what this helps to avoid.
    private void join(PhpArray left, PhpArray right) {
        PhpArray lastLeft = last(left);
        PhpArray lastRight = last(right);
        if (lastLeft != lastRight) {
            same.put(lastLeft, lastRight);
            open.push(left);
            open.push(right);
        }
    }

    private PhpArray last(PhpArray array) {
        PhpArray at = array;
        PhpArray next = same.get(at);
        while (next != null) {
            PhpArray beyond = same.get(next);
            if (beyond != null) {
                same.put(at, beyond);
            }
            at = next;
            next = beyond;
        }
        return at;
    }
}
