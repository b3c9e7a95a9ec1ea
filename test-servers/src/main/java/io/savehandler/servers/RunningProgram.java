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
    private final ProcessFamily family;
    private final CapturedOutput output;
    private final CapturedOutput errors;
    private final Thread atExit;

    private RunningProgram(String name, Process process) {
        this.process = process;
        this.family = new ProcessFamily(process);
        this.atExit = new Thread(family::kill, "savehandler-kill-program");
        this.output = CapturedOutput.of(name + "-output", process.getInputStream());
        this.errors = CapturedOutput.of(name + "-errors", process.getErrorStream());
    }

    static RunningProgram start(String name, ProcessBuilder command) {
        try {
            RunningProgram program = new RunningProgram(name, command.start());
            program.killAtExit();
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private void killAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is on its way out, and this is the work of another hook.
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

    /** Stops it and its children where they are (SIGSTOP), as if the machine hung. */
    public void pause() {
        family.pause();
    }

    /** Lets it go on after {@link #pause} (SIGCONT). */
    public void resume() {
        family.resume();
    }

    /** Kills it with its children (SIGKILL), and waits until all are dead. May be called more than once. */
    @Override
    public void close() {
        ProcessFamily.awaitDeath(family.kill(), DEATH);
        awaitExit(DEATH);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is on its way out and runs the hook itself.
        }
    }

    /** Sends a signal to it, not to its children. */
    void ask(String signal) {
        family.ask(signal);
    }

    /** Waits for its end, at most for a while, and says whether it has ended. */
    boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }

    private void awaitExit(Duration timeout) {
        if (!endsWithin(timeout)) {
            throw new IllegalStateException("still running after " + timeout + ": process " + process.pid());
        }
    }
}
