package io.savehandler.files;

/**
 * The calls of the C library that PHP makes on session files, for 64-bit systems. Each returns what C returns, or the
 * negated {@code errno} where it failed. None waits. Thread-safe.
 */
interface LibC {
    /** open(2) of a file that exists. */
    int open(byte[] path, int flags);

    /** open(2) with {@code O_CREAT}; the process's umask applies to the mode. */
    int create(byte[] path, int flags, int mode);

    /** close(2). */
    int close(int descriptor);

    /** flock(2). */
    int flock(int descriptor, int operation);

    /** fstat(2). */
    int fstat(int descriptor, byte[] status);

    /** lstat(2). */
    int lstat(byte[] path, byte[] status);

    /** pread(2) into the beginning of the buffer. */
    long pread(int descriptor, byte[] buffer, long count, long offset);

    /** pwrite(2) from the beginning of the data. */
    long pwrite(int descriptor, byte[] data, long count, long offset);

    /** ftruncate(2). */
    int ftruncate(int descriptor, long size);

    /** futimens(3): seconds and nanoseconds of the last access, then of the last change. */
    int futimens(int descriptor, long[] times);

    /** unlink(2). */
    int unlink(byte[] path);

    /** getuid(2). */
    int getuid();

    /** geteuid(2). */
    int geteuid();

    /** How the library is reached, for people. */
    String reachedBy();
}
