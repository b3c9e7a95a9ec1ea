package io.savehandler.files;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Function;

/** The real C library, with answers to some calls that it gives on a bad day. */
final class FaultyLibC implements LibC {
    static final int INTERRUPTED = -4;
    static final int FULL = -28;
    static final int IO_ERROR = -5;

    private final LibC real;
    private final Deque<Function<byte[], Long>> writes = new ArrayDeque<>();
    private final Deque<Integer> locks = new ArrayDeque<>();
    private final Deque<Integer> opens = new ArrayDeque<>();
    private int user = -1;

    FaultyLibC(LibC real) {
        this.real = real;
    }

    /** The next pwrite fails. */
    void failWrite(int errno) {
        writes.add(data -> (long) errno);
    }

    /** The next pwrite writes some bytes only. */
    void cutWrite(int bytes) {
        writes.add(data -> (long) bytes);
    }

    /** The next flock fails. */
    void failLock(int errno) {
        locks.add(errno);
    }

    /** Pretends that the process belongs to another user. */
    FaultyLibC runAs(int user) {
        this.user = user;
        return this;
    }

    /** The next open fails. */
    void failOpen(int errno) {
        opens.add(errno);
    }

    @Override
    public int open(byte[] path, int flags) {
        return opens.isEmpty() ? real.open(path, flags) : opens.remove();
    }

    @Override
    public int create(byte[] path, int flags, int mode) {
        return real.create(path, flags, mode);
    }

    @Override
    public int close(int descriptor) {
        return real.close(descriptor);
    }

    @Override
    public int flock(int descriptor, int operation) {
        return locks.isEmpty() ? real.flock(descriptor, operation) : locks.remove();
    }

    @Override
    public int fstat(int descriptor, byte[] status) {
        return real.fstat(descriptor, status);
    }

    @Override
    public int lstat(byte[] path, byte[] status) {
        return real.lstat(path, status);
    }

    @Override
    public long pread(int descriptor, byte[] buffer, long count, long offset) {
        return real.pread(descriptor, buffer, Math.min(count, 3), offset);
    }

    @Override
    public long pwrite(int descriptor, byte[] data, long count, long offset) {
        if (writes.isEmpty()) {
            return real.pwrite(descriptor, data, count, offset);
        }
        long answer = writes.remove().apply(data);
        return answer <= 0 ? answer : real.pwrite(descriptor, Arrays.copyOf(data, (int) answer), answer, offset);
    }

    @Override
    public int ftruncate(int descriptor, long size) {
        return real.ftruncate(descriptor, size);
    }

    @Override
    public int futimens(int descriptor, long[] times) {
        return real.futimens(descriptor, times);
    }

    @Override
    public int unlink(byte[] path) {
        return real.unlink(path);
    }

    @Override
    public int getuid() {
        return user < 0 ? real.getuid() : user;
    }

    @Override
    public int geteuid() {
        return user < 0 ? real.geteuid() : user;
    }

    @Override
    public String reachedBy() {
        return real.reachedBy();
    }
}
