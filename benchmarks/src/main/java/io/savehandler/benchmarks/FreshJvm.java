package io.savehandler.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@link Bench} in a JVM of its own, with the options of this one: what is measured there is compiled for itself
 * alone, not for what ran before it.
 */
public final class FreshJvm {
    private FreshJvm() {}

    /** Runs a program with its options and waits for it; its output goes where this JVM's goes. */
    public static void run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
        command.addAll(arguments);
        try {
            int status = waitFor(new ProcessBuilder(command).inheritIO().start());
            if (status != 0) {
                throw new IllegalStateException("a JVM for " + arguments + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a JVM for " + arguments + " could not be started", e);
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a JVM was measuring", e);
        }
    }
}
