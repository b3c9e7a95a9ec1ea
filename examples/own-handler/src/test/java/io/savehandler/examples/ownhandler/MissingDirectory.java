package io.savehandler.examples.ownhandler;

import io.savehandler.testkit.StoreFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a directory away, as a lost mount does: every access fails, for the superuser too. */
record MissingDirectory(Path directory) implements StoreFault {
    @Override
    public void begin() {
        try {
            Files.move(directory, aside());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            Files.move(aside(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aside() {
        return directory.resolveSibling("aside");
    }
}
