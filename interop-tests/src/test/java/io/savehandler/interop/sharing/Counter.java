package io.savehandler.interop.sharing;

import io.savehandler.servers.JavaProgram;
import io.savehandler.servers.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that counts in the session which all count in. */
public final class Counter implements AutoCloseable {
    private static final int THREADS = 4;
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final String name;
    private final RunningProgram program;

    private Counter(String name, RunningProgram program) {
        this.name = name;
        this.program = program;
    }

    /**
     * PHP, one request after the other.
     *
     * @param scripts a directory where it can read a script
     * @param settings for its command line
     */
    public static Counter php(String name, Path scripts, Map<String, String> settings) {
        return php(name, scripts, settings, CountingTogether.ID, CountingTogether.TIMES);
    }

    /**
     * PHP, one request after the other, in a session that need not be everybody's.
     *
     * @param scripts a directory where it can read a script
     * @param settings for its command line
     */
    public static Counter php(String name, Path scripts, Map<String, String> settings, String id, int times) {
        return new Counter(
                name,
                TestScripts.command("count.php", scripts, settings)
                        .arguments(id, String.valueOf(times))
                        .start());
    }

    /** A JVM with four threads. */
    public static Counter java(String name, Map<String, String> settings) {
        return java(name, settings, CountingTogether.ID, CountingTogether.TIMES);
    }

    /**
     * A JVM with four threads, in a session that need not be everybody's.
     *
     * @param times for all threads together, divisible by four
     */
    public static Counter java(String name, Map<String, String> settings, String id, int times) {
        List<String> arguments = new ArrayList<>(List.of(id, String.valueOf(times), String.valueOf(THREADS)));
        settings.forEach((setting, value) -> arguments.add(setting + "=" + value));
        return new Counter(name, JavaProgram.start(CountingProgram.class, arguments.toArray(new String[0])));
    }

    String name() {
        return name;
    }

    /** Waits until the process has come so far that it could count. */
    public void awaitReady() {
        try {
            program.output().awaitText("ready\n", START);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(program.errors().text(), e);
        }
    }

    /** Lets it count. */
    public void go() {
        program.writeLine("go");
    }

    /** Waits until it has counted: the numbers that it has set the counter to. */
    public List<Integer> counted() {
        return program.await(LONGEST)
                .requireSuccess()
                .text()
                .lines()
                .skip(1)
                .map(Integer::valueOf)
                .toList();
    }

    @Override
    public void close() {
        program.close();
    }
}
