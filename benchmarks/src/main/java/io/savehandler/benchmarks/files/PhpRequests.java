package io.savehandler.benchmarks.files;

import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** One PHP process, kept warm, that counts visits in a session as {@code files.php} says. For one thread. */
final class PhpRequests implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path script;
    private final RunningProgram php;

    PhpRequests(Path directory) throws IOException {
        RealPhp real =
                RealPhp.find().orElseThrow(() -> new IllegalStateException("PHP was not found: install php-cli"));
        script = Files.createTempFile("savehandler-bench", ".php");
        try (InputStream source = Objects.requireNonNull(PhpRequests.class.getResourceAsStream("files.php"))) {
            Files.writeString(script, new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        php = real.script(script).start();
        php.writeLine(directory.toString());
    }

    /** Starts, changes and saves the session so many times; returns the processor time in nanoseconds. */
    long run(int times) {
        php.writeLine(String.valueOf(times));
        return Long.parseLong(php.output().nextLine(PATIENCE));
    }

    @Override
    public void close() {
        php.close();
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
