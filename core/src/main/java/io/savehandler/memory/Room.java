package io.savehandler.memory;

import java.util.concurrent.atomic.AtomicInteger;

/** How many sessions a store may still take in. Thread-safe; nobody waits. */
final class Room {
    private static final int ENDLESS = Integer.MAX_VALUE;

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    private Room(int most) {
        this.most = most;
    }

    /** Room for any number, which is not counted. */
    static Room endless() {
        return new Room(ENDLESS);
    }

    static Room forSessions(int most) {
        return new Room(most);
    }

    boolean isEndless() {
        return most == ENDLESS;
    }

    int most() {
        return most;
    }

    /** For how many sessions room is taken; not to be asked where it is endless. */
    int taken() {
        return taken.get();
    }

    /** Takes the room of one session, if there is any. */
    boolean take() {
        if (isEndless()) {
            return true;
        }
        int before = taken.get();
        while (before < most) {
            int seen = taken.compareAndExchange(before, before + 1);
            if (seen == before) {
                return true;
            }
            before = seen;
        }
        return false;
    }

    /** Gives the room of one session back. */
    void give() {
        if (!isEndless()) {
            taken.decrementAndGet();
        }
    }
}
