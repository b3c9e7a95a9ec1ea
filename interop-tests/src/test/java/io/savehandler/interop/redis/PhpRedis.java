package io.savehandler.interop.redis;

import io.savehandler.servers.PhpCommand;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A PHP process with phpredis that does one step of a request at a time. */
final class PhpRedis implements AutoCloseable {
    /** So that 5.3.7, too, waits for a lock and takes it with an expiry. */
    static final Map<String, String> LOCKING = Map.of(
            "redis.session.locking_enabled", "1",
            "redis.session.lock_expire", "30",
            "redis.session.lock_retries", "-1");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProgram php;

    PhpRedis(Path scripts, String savePath, String id, Map<String, String> settings) {
        php = command("session.php", scripts, savePath, settings).arguments(id).start();
        php.output().nextLine(PATIENCE);
    }

    /** A script under the {@code redis} handler. */
    static PhpCommand command(String script, Path scripts, String savePath, Map<String, String> settings) {
        PhpCommand command = RealPhp.get()
                .script(copy(script, scripts))
                .extension("redis")
                .ini("session.save_handler", "redis")
                .ini("session.save_path", savePath);
        settings.forEach(command::ini);
        return command;
    }

    /** Begins a step that may have to wait. */
    void begin(String step) {
        php.writeLine(step);
    }

    /** What the step that began first has answered. */
    String answer() {
        return php.output().nextLine(PATIENCE);
    }

    /** Does a step and returns its answer. */
    String step(String step) {
        begin(step);
        return answer();
    }

    /** What PHP complained about. */
    String warnings() {
        return php.errors().text();
    }

    /** Kills PHP where it is, with whatever it holds. */
    @Override
    public void close() {
        php.close();
    }

    private static Path copy(String name, Path directory) {
        Path copy = directory.resolve(name);
        try (InputStream script = Objects.requireNonNull(PhpRedis.class.getResourceAsStream(name), name)) {
            Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
