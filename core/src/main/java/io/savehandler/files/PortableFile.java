package io.savehandler.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A session's file by its name, opened anew for each call; the lock is elsewhere. */
final class PortableFile implements InPlaceFile {
    private static final int LARGEST = 1 << 30;

    private final DirectoryLocks locks;
    private final SessionPath path;
    private final Object opened;
    private @Nullable FileLock lock;

    PortableFile(DirectoryLocks locks, SessionPath path, @Nullable Object fileKey) {
        this.locks = locks;
        this.path = path;
        this.opened = fileKey == null ? path.name() : fileKey;
    }

    @Override
    public boolean tryLock() throws IOException {
        if (lock == null) {
            lock = locks.tryLock(path.name());
        }
        return lock != null;
    }

    @Override
    public @Nullable FileStatus current() throws IOException {
        try {
            BasicFileAttributes attributes = attributes(path.path());
            Object identity = attributes.fileKey() == null ? path.name() : attributes.fileKey();
            return identity.equals(opened)
                    ? new FileStatus(
                            identity,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant(),
                            -1)
                    : null;
        } catch (NoSuchFileException e) {
            path.requireDirectory();
            return null;
        }
    }

    @Override
    public byte[] read(long size) throws IOException {
        return onChannel(StandardOpenOption.READ, channel -> read(channel, size));
    }

    /** Reads as much as the file has once it is open. */
    byte[] readAll() throws IOException {
        return onChannel(StandardOpenOption.READ, channel -> read(channel, channel.size()));
    }

    private static byte[] read(FileChannel channel, long size) throws IOException {
        if (size > LARGEST) {
            throw new FileCallException(FileProblem.TOO_LARGE);
        }
        ByteBuffer data = ByteBuffer.allocate((int) size);
        while (data.hasRemaining() && channel.read(data, data.position()) > 0) {
            // Each call fills what it can.
        }
        return data.hasRemaining() ? Arrays.copyOf(data.array(), data.position()) : data.array();
    }

    @Override
    public int write(byte[] data) throws IOException {
        return onChannel(StandardOpenOption.WRITE, channel -> {
            ByteBuffer rest = ByteBuffer.wrap(data);
            try {
                while (rest.hasRemaining()) {
                    channel.write(rest, rest.position());
                }
            } catch (IOException e) {
                if (FileProblem.of(e) != FileProblem.FULL) {
                    throw e;
                }
            }
            return rest.position();
        });
    }

    @Override
    public void truncate(long size) throws IOException {
        onChannel(StandardOpenOption.WRITE, channel -> channel.truncate(size));
    }

    /** Nothing to do: nobody keeps a file open while waiting for this kind of lock. */
    @Override
    public void emptyRemoved() {}

    @Override
    public void touch(Instant time) throws IOException {
        Files.setLastModifiedTime(path.path(), FileTime.from(time));
    }

    @Override
    public void close() {
        if (lock != null) {
            locks.release(lock);
            lock = null;
        }
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** An interrupt closes a channel in the middle of a write, so it is kept for later and the work is done again. */
    private <T> T onChannel(OpenOption access, ChannelWork<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(path.path(), access, LinkOption.NOFOLLOW_LINKS)) {
                    return work.on(channel);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads or writes; may be called more than once. */
    @FunctionalInterface
    private interface ChannelWork<T> {
        T on(FileChannel channel) throws IOException;
    }
}
