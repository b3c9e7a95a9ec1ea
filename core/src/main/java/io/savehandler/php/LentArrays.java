package io.savehandler.php;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Arrays that are used again by one writer after the other: for a small session, new memory takes longer than writing does.
 * They hold no objects, since those in old arrays cost the collector's barriers. Thread-safe; the arrays are for one thread.
 */
final class LentArrays {
    /** More bytes are rare, and new memory matters less beside them. */
    static final int BYTES = 16 * 1024;

    private static final int STRING_PLACES = 512;
    private static final int SLOTS = 128;
    /** Threads that write at the same time seldom want the same ones. */
    private static final LentArrays[] ALL = new LentArrays[16];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new LentArrays(BYTES, STRING_PLACES, SLOTS);
        }
    }

    final byte[] bytes;
    // As a table of strings and one of slots need them, all with anything in them.
    final int[] stringPlaces;
    final int[] slots;
    final int[] slotPlaces;

    private final AtomicBoolean lent = new AtomicBoolean();

    private LentArrays(int bytes, int stringPlaces, int slots) {
        this.bytes = new byte[bytes];
        this.stringPlaces = new int[stringPlaces];
        this.slots = new int[slots];
        this.slotPlaces = new int[slots * SlotTable.PLACES];
    }

    /** Until {@link #giveBack}; new ones where another thread has those that this thread would get. */
    static LentArrays borrow() {
        LentArrays usual = ALL[(int) Thread.currentThread().getId() & (ALL.length - 1)];
        return usual.lent.compareAndSet(false, true) ? usual : new LentArrays(0, 0, 0);
    }

    /** Whoever borrowed them must not use them any more. */
    void giveBack() {
        lent.setRelease(false);
    }
}
