package io.savehandler.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Session files through the C library's calls, under the lock that PHP takes: flock(2) on the file itself. */
final class UnixFiles implements SessionFiles {
    private static final int ROOT = 0;

    private final LibC libC;
    private final UnixAbi abi;
    private final long realUser;
    private final long effectiveUser;

    UnixFiles(LibC libC, UnixAbi abi) {
        this.libC = libC;
        this.abi = abi;
        this.realUser = Integer.toUnsignedLong(libC.getuid());
        this.effectiveUser = Integer.toUnsignedLong(libC.geteuid());
    }

    @Override
    public @Nullable SessionFile open(SessionPath path) throws IOException {
        int descriptor;
        do {
            descriptor = libC.open(path.bytes(), abi.openFlags());
        } while (descriptor == -Errno.INTERRUPTED);
        if (descriptor == -Errno.NO_ENTRY) {
            path.requireDirectory();
            return null;
        }
        return owned(descriptor, path);
    }

    @Override
    public @Nullable SessionFile create(SessionPath path, int mode) throws IOException {
        int descriptor;
        do {
            descriptor = libC.create(path.bytes(), abi.createFlags(), mode);
        } while (descriptor == -Errno.INTERRUPTED);
        return descriptor == -Errno.EXISTS ? null : new UnixFile(libC, abi, checked("open", descriptor), path);
    }

    @Override
    public boolean exists(SessionPath path) throws IOException {
        int result = libC.lstat(path.bytes(), UnixAbi.newStatus());
        if (result == -Errno.NO_ENTRY) {
            path.requireDirectory();
            return false;
        }
        checked("lstat", result);
        return true;
    }

    @Override
    public boolean remove(SessionPath path) throws IOException {
        int result = libC.unlink(path.bytes());
        if (result == -Errno.NO_ENTRY) {
            path.requireDirectory();
            return false;
        }
        checked("unlink", result);
        return true;
    }

    @Override
    public String lockName() {
        return "flock by " + libC.reachedBy();
    }

    /** PHP's rule against files that another user planted: they must be root's or this process's, unless that is root. */
    private UnixFile owned(int descriptor, SessionPath path) throws IOException {
        UnixFile file = new UnixFile(libC, abi, checked("open", descriptor), path);
        boolean accepted = false;
        try {
            long owner = realUser == ROOT || effectiveUser == ROOT
                    ? ROOT
                    : file.opened().owner();
            accepted = owner == ROOT || owner == realUser || owner == effectiveUser;
        } finally {
            if (!accepted) {
                file.close();
            }
        }
        if (!accepted) {
            throw new FileCallException(FileProblem.FOREIGN);
        }
        return file;
    }

    private int checked(String call, int result) throws FileCallException {
        if (result < 0) {
            throw abi.errno().failure(call, -result);
        }
        return result;
    }
}
