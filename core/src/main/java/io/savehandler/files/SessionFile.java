package io.savehandler.files;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session's file that this request has open. Used by one thread at a time. */
interface SessionFile extends AutoCloseable {

    /** Takes the file's lock if nobody has it, without waiting. */
    boolean tryLock() throws IOException;

    /**
     * Looks where the name leads. PHP's gc removes files without asking for their lock.
     *
     * @return size and time, or null if the name does not lead to this very file any more
     */
    @Nullable FileStatus current() throws IOException;

    /** Reads the file from its beginning. */
    byte[] read(long size) throws IOException;

    /**
     * Stores data in place of what the file holds; its lock is held.
     *
     * @param before what the file holds
     * @param modified the time from which the session's lifetime counts
     * @throws FileCallException if it was not possible; the old data is there, unless the problem is DAMAGED
     */
    void store(byte[] data, byte[] before, Instant modified) throws IOException;

    /** Empties the file, whose name has just been removed, for those who have it open and wait for its lock. */
    void emptyRemoved() throws IOException;

    /** Sets the time of the last change. */
    void touch(Instant time) throws IOException;

    /** Closes the file and with it gives the lock back. */
    @Override
    void close();
}
