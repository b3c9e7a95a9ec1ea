package io.savehandler.files;

/** What {@link JnaLibC} has JNA link directly. */
final class JnaCalls {
    private JnaCalls() {}

    static native int open(byte[] path, int flags);

    static native int close(int descriptor);

    static native int flock(int descriptor, int operation);

    static native long pread(int descriptor, byte[] buffer, long count, long offset);

    static native long pwrite(int descriptor, byte[] data, long count, long offset);

    static native int ftruncate(int descriptor, long size);

    static native int futimens(int descriptor, long[] times);

    static native int unlink(byte[] path);

    static native int getuid();

    static native int geteuid();
}
