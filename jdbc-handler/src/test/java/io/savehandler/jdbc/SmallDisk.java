package io.savehandler.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file system in memory that is soon full. To make one takes rights that not everybody has. */
final class SmallDisk implements AutoCloseable {
    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Nothing where this user may mount nothing. */
    static Optional<SmallDisk> mount(String size) {
        try {
            Path path = Files.createTempDirectory("savehandler-small-disk");
            if (run("mount", "-t", "tmpfs", "-o", "size=" + size + "", "savehandler", path.toString())) {
                return Optional.of(new SmallDisk(path));
            }
            Files.delete(path);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** A new directory on it, of whoever owns another one. */
    Path directoryAs(Path other) {
        try {
            Path directory = Files.createDirectory(path.resolve("database"));
            return Files.setOwner(directory, Files.getOwner(other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes more room, as an administrator would. */
    void grow(String size) {
        remount("size=" + size);
    }

    /** Lets nobody write, or everybody again; nobody may have a file open to write it. */
    void makeReadOnly(boolean readOnly) {
        remount(readOnly ? "ro" : "rw");
    }

    private void remount(String option) {
        if (!run("mount", "-o", "remount," + option, path.toString())) {
            throw new IllegalStateException("cannot remount " + path + ": " + option);
        }
    }

    @Override
    public void close() {
        // A server may have a file open that it has deleted.
        boolean unused = run("umount", "--lazy", path.toString());
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
