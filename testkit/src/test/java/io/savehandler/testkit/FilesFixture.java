package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.files.AtomicReplace;
import io.savehandler.files.FilesLock;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of session files, with the file system as the second door. */
class FilesFixture implements HandlerFixture {
    private final FilesLock lock;
    private final AtomicReplace atomicReplace;
    private final Path directory;
    private final StoreTime time = new FileTimes(ManualClock.atSystemTime());

    FilesFixture(FilesLock lock) {
        this(lock, AtomicReplace.OFF);
    }

    FilesFixture(FilesLock lock, AtomicReplace atomicReplace) {
        this.lock = lock;
        this.atomicReplace = atomicReplace;
        try {
            this.directory = Files.createTempDirectory("savehandler-files-contract");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return FilesSessionHandlerFactory.builder()
                .savePath(savePath())
                .lock(lock)
                .atomicReplace(atomicReplace)
                .build();
    }

    @Override
    public String savePath() {
        return directory.toString();
    }

    @Override
    public void seed(String id, byte[] data) {
        try {
            Files.write(file(id), data);
            Files.setLastModifiedTime(file(id), FileTime.from(time.clock().instant()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        try {
            return Optional.of(Files.readAllBytes(file(id)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<StoreTime> time() {
        return Optional.of(time);
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(new MissingDirectory(directory));
    }

    @Override
    public boolean everyReadNeedsTheLock() {
        return true;
    }

    @Override
    public boolean lockIsAnEmptySession() {
        return true;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id) {
        return directory.resolve((atomicReplace == AtomicReplace.OFF ? "sess_" : "jsess_") + id);
    }

    /** The directory is away, as when its mount is away. */
    private record MissingDirectory(Path directory) implements StoreFault {
        @Override
        public void begin() {
            move(directory, aside());
        }

        @Override
        public void end() {
            move(aside(), directory);
        }

        private Path aside() {
            return directory.resolveSibling(directory.getFileName() + "-aside");
        }

        private static void move(Path from, Path to) {
            try {
                Files.move(from, to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The handler stamps its files by the request's clock, to the second, as PHP's {@code time()} counts. */
    private record FileTimes(ManualClock clock) implements StoreTime {
        @Override
        public Duration lifetime() {
            return Duration.ofMinutes(24);
        }

        @Override
        public Duration tolerance() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void pass(Duration time) {
            clock.advance(time);
        }
    }
}
