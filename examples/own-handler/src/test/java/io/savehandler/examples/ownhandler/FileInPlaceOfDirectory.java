package io.savehandler.examples.ownhandler;

import io.savehandler.testkit.StoreFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes every access to a directory fail, for the superuser too. */
record FileInPlaceOfDirectory(Path directory) implements StoreFault {
    @Override
    public void begin() {
        try {
            Files.move(directory, aside());
            Files.createFile(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            Files.delete(directory);
            Files.move(aside(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aside() {
        return directory.resolveSibling("aside");
    }
}
