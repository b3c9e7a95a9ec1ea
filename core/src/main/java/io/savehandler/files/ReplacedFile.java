package io.savehandler.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session's file that gives its name to another one when data is stored; the lock is on the name. */
final class ReplacedFile implements SessionFile {
    /** What the name of a file begins with that is to become a session's. */
    static final String PREFIX = ".jnew_";

    private final PortableFile file;
    private final SessionPath path;
    private final FileAttribute<?>[] attributes;
    private final boolean synced;

    ReplacedFile(PortableFile file, SessionPath path, FileAttribute<?>[] attributes, boolean synced) {
        this.file = file;
        this.path = path;
        this.attributes = attributes.clone();
        this.synced = synced;
    }

    @Override
    public boolean tryLock() throws IOException {
        return file.tryLock();
    }

    /** Whichever file has the name now is the session's. */
    @Override
    public @Nullable FileStatus current() throws IOException {
        try {
            BasicFileAttributes found = PortableFile.attributes(path.path());
            return new FileStatus(
                    path.path(), found.size(), found.lastModifiedTime().toInstant(), -1);
        } catch (NoSuchFileException e) {
            path.requireDirectory();
            return null;
        }
    }

    /** All of whichever file has the name: it is never written, while a shared mount may be late to tell its size. */
    @Override
    public byte[] read(long size) throws IOException {
        return file.readAll();
    }

    @Override
    public void store(byte[] data, byte[] before, Instant modified) throws IOException {
        Path name = path.path();
        Path fresh = name.resolveSibling(
                PREFIX + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT));
        boolean done = false;
        try {
            write(fresh, data);
            Files.setLastModifiedTime(fresh, FileTime.from(modified));
            Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(fresh);
            }
        }
        syncDirectory();
    }

    /** Not by a channel: an interrupt would close it. */
    private void write(Path fresh, byte[] data) throws IOException {
        Files.createFile(fresh, attributes);
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            out.write(data);
            if (synced) {
                out.getFD().sync();
            }
        }
    }

    /** The new name is an entry of the directory. Only Unix opens one. An interrupt is kept for later. */
    private void syncDirectory() throws FileCallException {
        Path parent = path.path().getParent();
        if (!synced || parent == null || !PortableFiles.POSIX) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            throw new FileCallException(FileProblem.NOT_SYNCED);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void emptyRemoved() {
        file.emptyRemoved();
    }

    @Override
    public void touch(Instant time) throws IOException {
        file.touch(time);
    }

    @Override
    public void close() {
        file.close();
    }
}
