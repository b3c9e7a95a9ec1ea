package io.savehandler.files;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A session's file by its descriptor. Closing it gives the lock back, for an flock belongs to the open file. */
final class UnixFile implements InPlaceFile {
    private static final int LARGEST = 1 << 30;

    private final LibC libC;
    private final UnixAbi abi;
    private final SessionPath path;
    private final byte[] buffer = UnixAbi.newStatus();
    private int descriptor;
    private @Nullable FileStatus opened;

    UnixFile(LibC libC, UnixAbi abi, int descriptor, SessionPath path) {
        this.libC = libC;
        this.abi = abi;
        this.descriptor = descriptor;
        this.path = path;
    }

    @Override
    public boolean tryLock() throws IOException {
        int result;
        do {
            result = libC.flock(descriptor, UnixAbi.LOCK_EX_NB);
        } while (result == -Errno.INTERRUPTED);
        if (result < 0 && abi.errno().isWouldBlock(-result)) {
            return false;
        }
        checked("flock", result);
        return true;
    }

    @Override
    public @Nullable FileStatus current() throws IOException {
        int result = libC.lstat(path.bytes(), buffer);
        if (result == -Errno.NO_ENTRY) {
            path.requireDirectory();
            return null;
        }
        checked("lstat", result);
        FileStatus named = abi.status(buffer);
        return named.identity().equals(opened().identity()) ? named : null;
    }

    /** What fstat(2) said at first; who owns the file and which file it is stays so while it is open. */
    FileStatus opened() throws IOException {
        FileStatus status = opened;
        if (status == null) {
            byte[] first = UnixAbi.newStatus();
            checked("fstat", libC.fstat(descriptor, first));
            status = abi.status(first);
            opened = status;
        }
        return status;
    }

    @Override
    public byte[] read(long size) throws IOException {
        if (size > LARGEST) {
            throw new FileCallException(FileProblem.TOO_LARGE);
        }
        byte[] data = new byte[(int) size];
        int have = 0;
        while (have < data.length) {
            int got = readMore(data, have);
            if (got == 0) {
                return Arrays.copyOf(data, have);
            }
            have += got;
        }
        return data;
    }

    private int readMore(byte[] data, int from) throws IOException {
        byte[] rest = from == 0 ? data : new byte[data.length - from];
        long got;
        do {
            got = libC.pread(descriptor, rest, rest.length, from);
        } while (got == -Errno.INTERRUPTED);
        checked("pread", got);
        if (from > 0) {
            System.arraycopy(rest, 0, data, from, (int) got);
        }
        return (int) got;
    }

    @Override
    public int write(byte[] data) throws IOException {
        int done = 0;
        while (done < data.length) {
            byte[] rest = done == 0 ? data : Arrays.copyOfRange(data, done, data.length);
            long wrote = libC.pwrite(descriptor, rest, rest.length, done);
            if (wrote < 0 && abi.errno().isFull((int) -wrote)) {
                return done;
            }
            if (wrote != -Errno.INTERRUPTED) {
                checked("pwrite", wrote);
                done += (int) wrote;
            }
        }
        return done;
    }

    @Override
    public void truncate(long size) throws IOException {
        int result;
        do {
            result = libC.ftruncate(descriptor, size);
        } while (result == -Errno.INTERRUPTED);
        checked("ftruncate", result);
    }

    @Override
    public void emptyRemoved() throws IOException {
        truncate(0);
    }

    @Override
    public void touch(Instant time) throws IOException {
        long seconds = time.getEpochSecond();
        long nanos = time.getNano();
        checked("futimens", libC.futimens(descriptor, new long[] {seconds, nanos, seconds, nanos}));
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            libC.close(descriptor);
            descriptor = -1;
        }
    }

    private void checked(String call, long result) throws FileCallException {
        if (result < 0) {
            throw abi.errno().failure(call, (int) -result);
        }
    }
}
