package io.savehandler.memory;

import io.savehandler.HandlerContext;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import org.jspecify.annotations.Nullable;

/** The one lock that a request holds at a time; taking another session's gives the first one back. Not thread-safe. */
final class HeldLock {
    private final LocalLockQueue queue;
    private final HandlerContext context;
    private @Nullable String id;
    private LocalLockQueue.@Nullable Place place;

    HeldLock(LocalLockQueue queue, HandlerContext context) {
        this.queue = queue;
        this.context = context;
    }

    boolean isOn(String otherId) {
        return otherId.equals(id);
    }

    boolean isWanted() {
        return context.locking() && !context.readOnly();
    }

    void takeIfWanted(String wantedId) {
        if (isWanted() && !isOn(wantedId)) {
            release();
            hold(wantedId, queue.enter(wantedId, LockAttempts.begin(context)));
        }
    }

    /** Waits until whoever else holds the lock has given it back. */
    void awaitOthers(String awaitedId) {
        if (!isOn(awaitedId)) {
            queue.enter(awaitedId, LockAttempts.begin(context)).close();
        }
    }

    /** Gives the lock back and holds the reserved one instead, if this request locks at all. */
    void moveTo(String newId, LocalLockQueue.Place reserved) {
        release();
        if (isWanted()) {
            hold(newId, reserved);
        } else {
            reserved.close();
        }
    }

    void release(String releasedId) {
        if (isOn(releasedId)) {
            release();
        }
    }

    void release() {
        if (place != null) {
            place.close();
        }
        id = null;
        place = null;
    }

    private void hold(String newId, LocalLockQueue.Place newPlace) {
        id = newId;
        place = newPlace;
    }
}
