package io.savehandler.examples.ownhandler;

import io.savehandler.HandlerContext;
import io.savehandler.spi.ExpiringValue;
import io.savehandler.spi.KeyValueSessionHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request's view of a directory with a file for each session; its time is that of the last write. */
final class DirectorySessionHandler extends KeyValueSessionHandler {
    private final Path directory;

    DirectorySessionHandler(Path directory, HandlerContext context) {
        super(directory.toString(), context);
        this.directory = directory;
    }

    @Override
    protected @Nullable ExpiringValue load(String id) throws IOException {
        Path file = directory.toRealPath().resolve(id);
        try {
            return new ExpiringValue(Files.readAllBytes(file), written(file).plus(lifetime()));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    protected void save(String id, byte[] data) throws IOException {
        Path file = Files.createTempFile(directory, null, ".new");
        Files.write(file, data, StandardOpenOption.SYNC);
        Files.setLastModifiedTime(file, FileTime.from(now()));
        Files.move(file, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    protected void remove(String id) throws IOException {
        Files.deleteIfExists(directory.toRealPath().resolve(id));
    }

    @Override
    protected long removeExpired(Duration lifetime) throws IOException {
        long removed = 0;
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!now().isBefore(written(file).plus(lifetime)) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    /** Long ago, if the file has gone meanwhile. */
    private static Instant written(Path file) {
        return Instant.ofEpochMilli(file.toFile().lastModified());
    }
}
