package io.savehandler.php;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Arrays that are used again by one writer after the other: for a small session, new memory takes longer than writing does.
 * They hold no objects, since those in old arrays cost the collector's barriers. Thread-safe; the arrays are for one thread.
 */
final class LentArrays {
    /** More bytes are rare, and new memory matters less beside them. */
    static final int BYTES = 16 * 1024;

    private static final int NUMBERS = 512;
    /** Threads that write at the same time seldom want the same ones. */
    private static final LentArrays[] ALL = new LentArrays[16];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new LentArrays(BYTES, NUMBERS);
        }
    }

    final byte[] bytes;
    /** With anything in them. */
    final int[] numbers;

    private final AtomicBoolean lent = new AtomicBoolean();

    private LentArrays(int bytes, int numbers) {
        this.bytes = new byte[bytes];
        this.numbers = new int[numbers];
    }

    /** Until {@link #giveBack}; new ones where another thread has those that this thread would get. */
    static LentArrays borrow() {
        LentArrays usual = ALL[(int) Thread.currentThread().getId() & (ALL.length - 1)];
        return usual.lent.compareAndSet(false, true) ? usual : new LentArrays(0, 0);
    }

    /** Whoever borrowed them must not use them any more. */
    void giveBack() {
        lent.setRelease(false);
    }
}
