package io.savehandler.php;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;

/**
 * Compares nested arrays without recursion: deep arrays do not exhaust the stack. What was compared once counts as one from
 * then on, so that arrays that share parts do not multiply the work.
 */
final class ArrayEquality {
    private static final int SHORT = 256;

    private final Deque<PhpArray> open = new ArrayDeque<>();
    /** Leads from an array or long string to another that must be equal; the last of those is not in it. */
    private final IdentityHashMap<PhpValue, PhpValue> same = new IdentityHashMap<>();

    private ArrayEquality() {}

    static boolean equal(PhpArray left, PhpArray right) {
        return new ArrayEquality().check(left, right);
    }

    private boolean check(PhpArray left, PhpArray right) {
        open.push(left);
        open.push(right);
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
        if (left instanceof PhpArray leftArray && right instanceof PhpArray rightArray) {
            if (join(left, right)) {
                open.push(leftArray);
                open.push(rightArray);
            }
            return true;
        }
        if (left instanceof PhpString string && string.length > SHORT && right instanceof PhpString) {
            return !join(left, right) || left.equals(right);
        }
        return left.equals(right);
    }

    /** Notes that both must be equal; false if that was known. */
    @SuppressWarnings("ReferenceEquality") // Comparing the contents is what this helps to avoid.
    private boolean join(PhpValue left, PhpValue right) {
        PhpValue lastLeft = last(left);
        PhpValue lastRight = last(right);
        if (lastLeft == lastRight) {
            return false;
        }
        same.put(lastLeft, lastRight);
        return true;
    }

    private PhpValue last(PhpValue value) {
        PhpValue at = value;
        PhpValue next = same.get(at);
        while (next != null) {
            PhpValue beyond = same.get(next);
            if (beyond != null) {
                same.put(at, beyond);
            }
            at = next;
            next = beyond;
        }
        return at;
    }
}
