package io.savehandler.interop.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The PHP scripts beside these tests. */
final class TestScripts {
    private TestScripts() {}

    /** Copies a script to where PHP can read it. */
    static Path copy(String name, Path directory) {
        Path copy = directory.resolve(name);
        try (InputStream script = Objects.requireNonNull(TestScripts.class.getResourceAsStream(name), name)) {
            Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
