package io.savehandler.examples.ownhandler;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.StoreFault;
import io.savehandler.testkit.StoreTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of one test, with the file system as the second door. */
final class DirectoryFixture implements HandlerFixture {
    private final Path parent;
    private final Path directory;
    private final StoreTime time = StoreTime.manual(ManualClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS)));

    DirectoryFixture() {
        try {
            parent = Files.createTempDirectory("savehandler-own-handler");
            directory = Files.createDirectory(parent.resolve("sessions"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return new DirectorySessionHandlerFactory(directory);
    }

    @Override
    public void seed(String id, byte[] data) {
        try {
            Files.write(directory.resolve(id), data);
            Files.setLastModifiedTime(
                    directory.resolve(id), FileTime.from(time.clock().instant()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        try {
            Path file = directory.resolve(id);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(String id) {
        try {
            Files.delete(directory.resolve(id));
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
    public void close() {
        try (Stream<Path> files = Files.walk(parent)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
