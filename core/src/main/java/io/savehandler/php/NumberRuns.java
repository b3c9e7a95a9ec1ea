package io.savehandler.php;

import java.util.Arrays;

/**
 * What became of numbers: each older one gets the next new one when it is used, most of them in runs. The first run, whose
 * numbers stay what they were, and the last one need no memory, however long they are.
 */
final class NumberRuns {
    private static final int[] NONE = {};

    /** Before it, all numbers stay what they were. */
    private int same;
    /** The last run, and how far its numbers moved. */
    private int lastFrom;

    private int lastTo;
    private int lastShift;
    /** By older number, less {@link #same}: one more than the new one, or 0; without those of the last run. */
    private int[] others = NONE;
    /** From it on, no older number got a new one. */
    private int end;

    private int next;

    /** With so many numbers that stay what they are. */
    NumberRuns(int same) {
        keepFirst(same);
    }

    /** Makes all numbers before one stay what they are; only where no other got a new one. */
    final void keepFirst(int before) {
        same = before;
        lastFrom = before;
        lastTo = before;
        end = before;
        next = before;
    }

    /** The next new number. */
    int next() {
        return next;
    }

    /** Gives the next new number to what had none before. */
    int take() {
        return next++;
    }

    /** The new number; below 0 for what has none yet. */
    int get(int older) {
        if (older < same) {
            return older;
        }
        if (older >= lastFrom && older < lastTo) {
            return older + lastShift;
        }
        return older - same < others.length ? others[older - same] - 1 : -1;
    }

    /** Whether one of a run has a new number. */
    boolean any(int from, int to) {
        int last = Math.min(to, end);
        for (int older = from; older < last; older++) {
            if (get(older) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Gives the next new numbers to a run, of which none has one. */
    void add(int from, int to) {
        int shift = next - from;
        if (from != lastTo || shift != lastShift) {
            settle(lastTo);
            lastFrom = from;
            lastShift = shift;
        }
        lastTo = to;
        end = Math.max(end, to);
        next += to - from;
    }

    /** Below it, numbers stay what they were. */
    int same() {
        return same;
    }

    /** By older number, less {@link #same}, up to a bound: one more than the new one, or 0. */
    int[] others(int bound) {
        settle(bound);
        return others;
    }

    private void settle(int bound) {
        int most = Math.max(lastTo, bound) - same;
        if (others.length < most) {
            others = Arrays.copyOf(others, Math.max(most, others.length * 2));
        }
        for (int older = lastFrom; older < lastTo; older++) {
            others[older - same] = older + lastShift + 1;
        }
        lastFrom = lastTo;
    }
}
