package io.savehandler.examples.twonodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The demonstration as a process of its own, as {@code ./demo} starts it in the end. */
final class DemoProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern NODE = Pattern.compile("(?m)^  (\\S+) +http://127\\.0\\.0\\.1:(\\d+)/$");

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern IGNORES_INT = Pattern.compile("(?m)^SigIgn:\\s*[0-9a-f]*[2367abef]$");
    private static final List<String> LISTENING = List.of("env", "--default-signal=INT");

    private final Process process;
    private final Path output;

    private DemoProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; the directory takes its output. */
    static DemoProcess start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        Path output = Files.createTempFile(directory, "demo", ".out");
        List<String> command = new ArrayList<>(ignoresInterrupts() ? LISTENING : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TwoNodes.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new DemoProcess(builder.start(), output);
    }

    /** A shell lets what it starts in the background ignore interrupts, and programs pass that on to those they start. */
    private static boolean ignoresInterrupts() throws IOException {
        return Files.isReadable(STATUS)
                && IGNORES_INT.matcher(Files.readString(STATUS)).find();
    }

    /** Waits until it says that it is ready. */
    List<NodeAddress> awaitNodes() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!output().contains("Ctrl-C stops it.")) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IllegalStateException("did not start: " + output());
            }
        }
        return NODE.matcher(output())
                .results()
                .map(node -> new NodeAddress(node.group(1), Integer.parseInt(node.group(2))))
                .toList();
    }

    /** Waits for the end and returns the exit code. */
    int awaitEnd(Duration timeout) throws IOException, InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("still running after " + timeout + ": " + output());
        }
        return process.exitValue();
    }

    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill failed with " + status);
        }
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
