package io.savehandler.examples.ownhandler;

import io.savehandler.HandlerContext;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One request's view of a directory with a file for each session. The host's clock decides what has expired. */
final class DirectorySessionHandler implements SessionHandler {
    private final Map<String, Instant> deadlinesSeen = new HashMap<>();
    private final Path directory;
    private final HandlerContext context;

    DirectorySessionHandler(Path directory, HandlerContext context) {
        this.directory = directory;
        this.context = context;
    }

    @Override
    public void open(String savePath, String sessionName) {
        DirectorySessionHandlerFactory.requireSame(directory, savePath);
    }

    @Override
    public byte[] read(String id) {
        try {
            Path file = fileOf(id);
            Instant deadline = deadlineOf(file, context.lifetime());
            deadlinesSeen.put(id, deadline);
            return isAhead(deadline) ? Files.readAllBytes(file) : new byte[0];
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void write(String id, byte[] data) {
        try {
            Path file = fileOf(id);
            if (isAhead(deadlinesSeen.getOrDefault(id, Instant.MIN)) && Files.notExists(file)) {
                throw new SessionGoneException();
            }
            Path written = Files.createTempFile(directory, null, ".new");
            Files.write(written, data, StandardOpenOption.SYNC);
            Instant now = context.clock().instant();
            Files.setLastModifiedTime(written, FileTime.from(now));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            deadlinesSeen.put(id, now.plus(context.lifetime()));
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void destroy(String id) {
        try {
            Files.deleteIfExists(fileOf(id));
        } catch (IOException e) {
            throw failed("destroy", e);
        }
    }

    @Override
    public long gc(Duration maxLifetime) {
        long removed = 0;
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                removed += !isAhead(deadlineOf(file, maxLifetime)) && Files.deleteIfExists(file) ? 1 : 0;
            }
            return removed;
        } catch (IOException | DirectoryIteratorException e) {
            throw failed("gc", e);
        }
    }

    @Override
    public void close() {}

    @Override
    public boolean validateId(String id) {
        try {
            return isAhead(deadlineOf(fileOf(id), context.lifetime()));
        } catch (IOException e) {
            throw failed("validateId", e);
        }
    }

    private Path fileOf(String id) throws IOException {
        Path file = directory.resolve(context.ids().check(id));
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return file;
    }

    private static Instant deadlineOf(Path file, Duration lifetime) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().plus(lifetime);
        } catch (NoSuchFileException e) {
            return Instant.MIN;
        }
    }

    private boolean isAhead(Instant deadline) {
        return context.clock().instant().isBefore(deadline);
    }

    private SessionStoreException failed(String operation, Exception e) {
        String kind = e.getClass().getSimpleName(); // not its message: that names the file, and the file the id
        String problem = kind + "; see that the directory exists, is writable and has room";
        return new SessionStoreException(operation, directory.toString(), problem, new IOException(kind));
    }
}
