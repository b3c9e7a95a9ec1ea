package io.savehandler.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of PHP that is being put together; {@link #run}, {@link #start} or {@link #serve} makes it happen, as often as
 * wanted. Not thread-safe.
 */
public final class PhpCommand {
    /** As Debian packages them. */
    private static final Map<String, List<String>> LINKED_AGAINST = Map.of(
            "redis", List.of("igbinary"),
            "memcached", List.of("igbinary", "msgpack"),
            "pdo_pgsql", List.of("pdo"),
            "pdo_mysql", List.of("pdo", "mysqlnd"));

    private final RealPhp php;
    private final List<String> what;
    private final List<String> settings = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<Path> directory = Optional.empty();

    PhpCommand(RealPhp php, List<String> what) {
        this.php = php;
        this.what = what;
    }

    /** Sets an ini setting; the value is passed on as it is. */
    public PhpCommand ini(String name, String value) {
        // Quoted, because PHP's ini parser gives ; & | ! ~ ( ) a meaning.
        settings.addAll(List.of("-d", name + "=\"" + value + "\""));
        return this;
    }

    /** Loads an extension, after those that it is linked against, unless it is built in or loaded already. */
    public PhpCommand extension(String name) {
        LINKED_AGAINST.getOrDefault(name, List.of()).forEach(this::extension);
        String setting = "extension=" + name;
        if (!php.isBuiltIn(name) && !settings.contains(setting)) {
            settings.addAll(List.of("-d", setting));
        }
        return this;
    }

    /** Adds arguments, which the script finds in {@code $argv} from index 1. */
    public PhpCommand arguments(String... values) {
        arguments.addAll(List.of(values));
        return this;
    }

    /** Sets an environment variable. */
    public PhpCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the working directory. */
    public PhpCommand directory(Path directory) {
        this.directory = Optional.of(directory);
        return this;
    }

    /**
     * Runs to the end.
     *
     * @throws IllegalStateException if it takes longer than the time-out; it is killed then
     */
    public ProgramResult run(Duration timeout) {
        try (RunningProgram program = start()) {
            program.endInput();
            return program.await(timeout);
        }
    }

    /** Starts it, with its standard input open. Warnings and notices go to the standard error. */
    public RunningProgram start() {
        List<String> command = php.commandLine();
        command.addAll(List.of("-d", "display_errors=stderr", "-d", "html_errors=0"));
        command.addAll(settings);
        command.addAll(what);
        if (!arguments.isEmpty()) {
            command.add("--");
            command.addAll(arguments);
        }
        return RunningProgram.start("php", builder(command));
    }

    /** Starts PHP's web server on a free port of 127.0.0.1 and waits until it accepts connections. */
    public PhpWebServer serve() {
        List<String> command = php.commandLine();
        command.addAll(List.of("-d", "display_errors=0", "-d", "log_errors=1"));
        command.addAll(settings);
        command.addAll(what);
        return PhpWebServer.start(builder(command));
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        directory.ifPresent(path -> builder.directory(path.toFile()));
        return builder;
    }
}
