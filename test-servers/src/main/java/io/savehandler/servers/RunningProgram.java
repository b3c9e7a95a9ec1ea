package io.savehandler.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test started, with its output captured. {@link #close} kills it and what it started in turn; so does
 * the end of this JVM. Thread-safe.
 */
public final class RunningProgram implements AutoCloseable {
    private static final Duration DEATH = Duration.ofSeconds(10);

    private final Process process;
    private final CapturedOutput output;
    private final CapturedOutput errors;
    private final Thread atExit = new Thread(this::kill, "savehandler-kill-program");

    private RunningProgram(String name, Process process) {
        this.process = process;
        this.output = CapturedOutput.of(name + "-output", process.getInputStream());
        this.errors = CapturedOutput.of(name + "-errors", process.getErrorStream());
    }

    static RunningProgram start(String name, ProcessBuilder command) {
        try {
            RunningProgram program = new RunningProgram(name, command.start());
            Runtime.getRuntime().addShutdownHook(program.atExit);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** What it printed to its standard output. */
    public CapturedOutput output() {
        return output;
    }

    /** What it printed to its standard error. */
    public CapturedOutput errors() {
        return errors;
    }

    /** The operating system's number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a line to its standard input. */
    public void writeLine(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the program does not read any more; it printed: " + errors.text(), e);
        }
    }

    /** Closes its standard input. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it has ended.
     *
     * @throws IllegalStateException if it still runs after the time-out
     */
    public ProgramResult await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] printed = output.awaitEnd(timeout);
        errors.awaitEnd(timeout);
        awaitExit(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        return new ProgramResult(process.exitValue(), printed, errors.text());
    }

    /** Kills it with its children, and waits until it is dead. May be called more than once. */
    @Override
    public void close() {
        kill();
        awaitExit(DEATH);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is on its way out and runs the hook itself.
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("still running after " + timeout + ": process " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }
}
