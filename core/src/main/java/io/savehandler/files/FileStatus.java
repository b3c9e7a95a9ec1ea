package io.savehandler.files;

import java.time.Instant;

/**
 * What the file system says about a file.
 *
 * @param identity equal for the same file and for no other one that exists at the same time
 * @param size in bytes
 * @param modified when it was last written or touched
 * @param owner the user's number, or -1 where the system has none
 */
record FileStatus(Object identity, long size, Instant modified, long owner) {}
