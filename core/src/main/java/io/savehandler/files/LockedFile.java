package io.savehandler.files;

import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A session's file with its lock, from the moment it is taken to {@link #close}. Used by one thread at a time. */
final class LockedFile implements AutoCloseable {
    /** Instead of a mode: the file must be there. */
    static final int NO_CREATION = -1;

    private static final int RENEWALS = 8;
    private static final int TRIES_IN_A_ROW = 16;
    private static final long SHORTEST_PARK_NANOS = 1;

    private final SessionFiles files;
    private final SessionPath path;
    private final LocalLockQueue.Place place;
    private @Nullable SessionFile file;
    private @Nullable FileStatus status;
    private boolean created;

    LockedFile(SessionFiles files, SessionPath path, LocalLockQueue.Place place) {
        this.files = files;
        this.path = path;
        this.place = place;
    }

    /** Waits for the lock. Tells whether there is a file; without one nothing is locked. */
    boolean lock(int mode, LockAttempts attempts) throws IOException {
        try {
            attempts.until(() -> isDecided(mode));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return file != null;
    }

    /** Creates the file and takes its lock; tells whether there was none and nobody else was quicker. */
    boolean createLocked(int mode) throws IOException {
        return create(mode) && opened().tryLock() && isStillNew();
    }

    /** One attempt; true once the lock is held or there is no file. */
    private boolean isDecided(int mode) {
        try {
            for (int renewal = 0; renewal < RENEWALS; renewal++) {
                if (!open(mode)) {
                    return mode == NO_CREATION;
                }
                if (!isLockedSoon(opened())) {
                    return false;
                }
                if (current() != null) {
                    return true;
                }
                closeFile();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tries for about a millisecond. PHP waits inside the kernel, which wakes it when the lock is given back; until it runs,
     * the lock is free for some microseconds. Attempts that are milliseconds apart hardly ever meet them while several PHP
     * processes hand the lock to each other.
     */
    private static boolean isLockedSoon(SessionFile file) throws IOException {
        for (int left = TRIES_IN_A_ROW; !file.tryLock(); left--) {
            if (left == 1) {
                return false;
            }
            LockSupport.parkNanos(SHORTEST_PARK_NANOS);
        }
        return true;
    }

    /** Tells whether a file is open; where it may be created, another request may be quicker, in both directions. */
    private boolean open(int mode) throws IOException {
        if (file == null) {
            file = files.open(path);
        }
        return file != null || (mode != NO_CREATION && create(mode));
    }

    private boolean create(int mode) throws IOException {
        file = files.create(path, mode);
        created = file != null;
        return created;
    }

    private boolean isStillNew() throws IOException {
        return current() != null && isOwnTrace();
    }

    /** Looks at the file; its status, or null if the name does not lead to it any more. */
    @Nullable FileStatus current() throws IOException {
        status = file == null ? null : file.current();
        return status;
    }

    /** What the last look at the file, by this request and under the lock, has shown. */
    FileStatus status() {
        if (status == null) {
            throw new IllegalStateException("the file is not there any more");
        }
        return status;
    }

    /** Whether an empty file is but the trace of this lock. */
    boolean isOwnTrace() {
        return created && status().size() == 0;
    }

    byte[] read(long size) throws IOException {
        return opened().read(size);
    }

    /**
     * Stores data in place of what the file holds.
     *
     * @param before what the file holds
     * @param now the time from which the session's lifetime counts
     * @throws FileCallException if it was not possible; the old data is back, unless the problem is DAMAGED
     */
    void store(byte[] data, byte[] before, Instant now) throws IOException {
        opened().store(data, before, now);
        created = false;
    }

    void touch(Instant time) throws IOException {
        opened().touch(time);
    }

    /** Removes the file and keeps the lock. PHP requests that wait for the same lock will find the file empty. */
    void remove() throws IOException {
        boolean current = current() != null;
        files.remove(path);
        if (current) {
            created = false;
            opened().emptyRemoved();
        }
    }

    /** Lets a file that is but the trace of this lock count as expired. */
    void abandon(Instant expired) throws IOException {
        if (created && current() != null && isOwnTrace()) {
            opened().touch(expired);
        }
    }

    @Override
    public void close() {
        closeFile();
        place.close();
    }

    private void closeFile() {
        if (file != null) {
            file.close();
            file = null;
        }
        created = false;
    }

    private SessionFile opened() {
        if (file == null) {
            throw new IllegalStateException("no file is locked");
        }
        return file;
    }
}
