package io.savehandler.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The PHP of this machine: the executable that {@code SAVEHANDLER_PHP} names, else {@code php} on the {@code PATH}.
 * Every run starts without any {@code php.ini}, so that PHP's own defaults hold wherever a test sets nothing. Thread-safe.
 */
public final class RealPhp {
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final Optional<RealPhp> FOUND = locate().map(RealPhp::new);

    private final Path executable;
    private final Set<String> builtIn;
    private final String version;

    private RealPhp(Path executable) {
        this.executable = executable;
        this.builtIn = run("-m").lines().collect(Collectors.toUnmodifiableSet());
        this.version = run("-r", "echo PHP_VERSION;");
    }

    /** This machine's PHP, where it has one. */
    public static Optional<RealPhp> find() {
        return FOUND;
    }

    /**
     * This machine's PHP.
     *
     * @throws IllegalStateException if it has none; {@link RequiresPhp} on the test avoids that
     */
    public static RealPhp get() {
        return FOUND.orElseThrow(() -> new IllegalStateException("PHP was not found; put @RequiresPhp on the test"));
    }

    /** For example {@code 8.2.36}. */
    public String version() {
        return version;
    }

    /** A run of a script file. */
    public PhpCommand script(Path file) {
        return new PhpCommand(this, List.of("-f", file.toString()));
    }

    /** A run of code, given without an opening tag. */
    public PhpCommand code(String code) {
        return new PhpCommand(this, List.of("-r", code));
    }

    /** A web server ({@code php -S}) over a directory of scripts; started by {@link PhpCommand#serve()}. */
    public PhpCommand documentRoot(Path directory) {
        return new PhpCommand(this, List.of("-t", directory.toString()));
    }

    /** Whether a run can have an extension: built in, or loadable by name. */
    public boolean hasExtension(String name) {
        return isBuiltIn(name)
                || code("exit(extension_loaded('" + name + "') ? 0 : 1);")
                                .extension(name)
                                .run(PROBE)
                                .exitCode()
                        == 0;
    }

    boolean isBuiltIn(String extension) {
        return builtIn.stream().anyMatch(extension::equalsIgnoreCase);
    }

    List<String> commandLine() {
        return new ArrayList<>(List.of(executable.toString(), "-n"));
    }

    private String run(String... arguments) {
        List<String> command = commandLine();
        command.addAll(List.of(arguments));
        try (RunningProgram php = RunningProgram.start("php", new ProcessBuilder(command))) {
            return php.await(PROBE).requireSuccess().text();
        }
    }

    private static Optional<Path> locate() {
        String chosen = System.getenv("SAVEHANDLER_PHP");
        if (chosen != null && !chosen.isEmpty()) {
            return Optional.of(Path.of(chosen));
        }
        return Executables.find("php");
    }
}
