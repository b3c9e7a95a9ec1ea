package io.savehandler.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens session files, in the way that goes with the lock they take. That a file is not there is never said of one whose
 * directory is not: that is an error. Thread-safe.
 */
interface SessionFiles extends AutoCloseable {

    /**
     * Opens a session's file.
     *
     * @return the file, or null if there is none
     */
    @Nullable SessionFile open(SessionPath path) throws IOException;

    /**
     * Creates and opens a session's file.
     *
     * @return the file, or null if there is one already
     */
    @Nullable SessionFile create(SessionPath path, int mode) throws IOException;

    /** Whether something is there. */
    boolean exists(SessionPath path) throws IOException;

    /**
     * Removes a session's file from its directory, whoever may have it open.
     *
     * @return whether there was one
     */
    boolean remove(SessionPath path) throws IOException;

    /** Which lock this takes and how, for people. */
    String lockName();

    @Override
    default void close() {}
}
