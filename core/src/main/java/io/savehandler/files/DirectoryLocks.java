package io.savehandler.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one directory that only Java sees: a region of one file for each session, chosen by its name's hash. Two
 * sessions that share a region wait for each other needlessly, no more. Thread-safe.
 *
 * <p>There is one for each directory and process. Closing any descriptor of a file gives back all of a process's POSIX
 * locks on it, so the file is opened once, when first needed, and closed by the last user.
 */
final class DirectoryLocks implements AutoCloseable {
    private static final String NAME = ".savehandler.lock";
    private static final ConcurrentHashMap<Path, DirectoryLocks> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path directory;
    private int users;
    private @Nullable FileChannel channel;

    private DirectoryLocks(Path directory) {
        this.directory = directory;
    }

    /** Those of a directory; to be closed. */
    static DirectoryLocks of(Path directory) {
        return OF_THIS_PROCESS.compute(
                real(directory), (path, present) -> (present == null ? new DirectoryLocks(path) : present).joined());
    }

    /**
     * Takes a session's lock without waiting.
     *
     * @return the lock, or null if it is taken
     */
    synchronized @Nullable FileLock tryLock(String name) throws IOException {
        if (channel == null) {
            channel = FileChannel.open(
                    directory.resolve(NAME),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE);
        }
        try {
            return channel.tryLock(region(name), 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Gives a lock back; one whose file the last user has closed is given back already. */
    synchronized void release(FileLock lock) {
        if (!lock.acquiredBy().isOpen()) {
            return;
        }
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(new FileCallException(FileProblem.OTHER, "unlock"));
        }
    }

    @Override
    public void close() {
        OF_THIS_PROCESS.computeIfPresent(directory, (path, present) -> present.left());
    }

    private DirectoryLocks joined() {
        users++;
        return this;
    }

    private synchronized @Nullable DirectoryLocks left() {
        if (--users > 0) {
            return this;
        }
        try (FileChannel last = channel) {
            channel = null;
        } catch (IOException e) {
            throw new UncheckedIOException(new FileCallException(FileProblem.OTHER, "close"));
        }
        return null;
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.normalize();
        }
    }

    /** FNV-1a, the upper half folded into the positions that a file can have. */
    private static long region(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return (hash ^ (hash >>> 63)) & (Long.MAX_VALUE >>> 1);
    }
}
