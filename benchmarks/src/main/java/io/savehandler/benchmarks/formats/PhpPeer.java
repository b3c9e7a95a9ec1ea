package io.savehandler.benchmarks.formats;

import io.savehandler.servers.PhpCommand;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** One PHP process, kept warm, that does what {@code formats.php} can do. For one thread. */
final class PhpPeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path script;
    private final RunningProgram php;
    private final boolean hasIgbinary;

    PhpPeer() {
        RealPhp real =
                RealPhp.find().orElseThrow(() -> new IllegalStateException("PHP was not found: install php-cli"));
        hasIgbinary = real.hasExtension("igbinary");
        script = scriptFile();
        PhpCommand command = real.script(script).ini("memory_limit", "512M");
        php = (hasIgbinary ? command.extension("igbinary") : command).start();
    }

    String version() {
        return RealPhp.get().version();
    }

    List<String> formats() {
        List<String> formats = new ArrayList<>(List.of("php", "php_binary", "php_serialize"));
        if (hasIgbinary) {
            formats.add("igbinary");
        }
        return formats;
    }

    /** A session of about so many kilobytes: user records with texts, numbers, lists. */
    byte[] make(String format, int kilobytes) {
        return Base64.getDecoder().decode(ask("make " + format + " " + kilobytes));
    }

    /** Takes sessions to work with; says of each whether PHP encodes it as it was. The others are left out. */
    List<Boolean> load(LoadedSessions sessions) {
        ask("start " + sessions.formatName());
        List<Boolean> kept = new ArrayList<>();
        for (byte[] session : sessions.data()) {
            kept.add(ask("add " + Base64.getEncoder().encodeToString(session)).equals("same"));
        }
        return kept;
    }

    /** Does something so many times with all loaded sessions; returns the processor time in nanoseconds. */
    long run(FormatOperation operation, int times) {
        return Long.parseLong(ask(operation.name() + " " + times));
    }

    private String ask(String question) {
        php.writeLine(question);
        return php.output().nextLine(PATIENCE);
    }

    private static Path scriptFile() {
        try (InputStream source = Objects.requireNonNull(PhpPeer.class.getResourceAsStream("formats.php"))) {
            Path file = Files.createTempFile("savehandler-bench", ".php");
            Files.writeString(file, new String(source.readAllBytes(), StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
