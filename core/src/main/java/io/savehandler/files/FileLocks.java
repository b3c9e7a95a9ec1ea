package io.savehandler.files;

import io.savehandler.HandlerContext;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes sessions' locks: first in the line of this JVM, then on the file. Thread-safe. The line is one for the whole
 * process, so that two factories on one directory do not poll against each other.
 */
final class FileLocks {
    private static final LocalLockQueue OF_THIS_PROCESS = new LocalLockQueue();

    private static final long SHORTEST_PARK_NANOS = 1;

    private final SessionFiles files;
    private final int mode;

    FileLocks(SessionFiles files, int mode) {
        this.files = files;
        this.mode = mode;
    }

    /**
     * Waits for a session's lock.
     *
     * @param mayCreate whether to create the file if there is none
     * @return the locked file, or null if there is none
     */
    @Nullable LockedFile lock(SessionPath path, boolean mayCreate, HandlerContext context) throws IOException {
        LockAttempts attempts = LockAttempts.begin(context);
        String key = path.key();
        boolean handedOver = OF_THIS_PROCESS.isOccupied(key);
        LockedFile file = new LockedFile(files, path, OF_THIS_PROCESS.enter(key, attempts));
        if (handedOver) {
            letOthersIn();
        }
        boolean locked = false;
        try {
            locked = file.lock(mayCreate ? mode : LockedFile.NO_CREATION, attempts);
        } finally {
            if (!locked) {
                file.close();
            }
        }
        return locked ? file : null;
    }

    /** The threads of one process, handing the lock from each to the next, would keep PHP out, which wakes up more slowly. */
    private static void letOthersIn() {
        LockSupport.parkNanos(SHORTEST_PARK_NANOS);
    }

    /**
     * Creates a session's file and takes its lock, without waiting for anybody: a request that holds one lock already must
     * not wait for a second.
     *
     * @return the locked file, or null if there is one already
     */
    @Nullable LockedFile lockNew(SessionPath path) throws IOException {
        LocalLockQueue.Place place = OF_THIS_PROCESS.tryEnter(path.key()).orElse(null);
        if (place == null) {
            return null;
        }
        LockedFile file = new LockedFile(files, path, place);
        boolean locked = false;
        try {
            locked = file.createLocked(mode);
        } finally {
            if (!locked) {
                file.close();
            }
        }
        return locked ? file : null;
    }

    /** How many sessions of this process are locked or waited for. */
    static int inUse() {
        return OF_THIS_PROCESS.size();
    }
}
