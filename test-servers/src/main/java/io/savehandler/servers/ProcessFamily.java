package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process and those that it started in turn, signalled together. Thread-safe. */
final class ProcessFamily {
    private static final long POLL_NANOS = 1_000_000;
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Process parent;

    ProcessFamily(Process parent) {
        this.parent = parent;
    }

    /** Stops all where they are, and returns when they have stopped. */
    void pause() {
        // The parent first: from then on it starts no more children.
        send("STOP", Stream.of(parent.toHandle()));
        send("STOP", parent.descendants());
        long deadline = System.nanoTime() + STOPPING.toNanos();
        all().forEach(member -> awaitStop(member, deadline));
    }

    /** Lets all go on. */
    void resume() {
        send("CONT", all());
    }

    /** Asks the parent to end; what a signal means to it is its own business. */
    void ask(String signal) {
        send(signal, Stream.of(parent.toHandle()));
    }

    /**
     * Kills all.
     *
     * @return those that were killed
     */
    List<ProcessHandle> kill() {
        List<ProcessHandle> members = all().collect(Collectors.toList());
        members.forEach(ProcessHandle::destroyForcibly);
        return members;
    }

    /**
     * Waits until all of them are dead.
     *
     * @throws IllegalStateException if one still lives after the time-out
     */
    static void awaitDeath(List<ProcessHandle> members, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (ProcessHandle member : members) {
            while (isAlive(member)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("still running after " + timeout + ": process " + member.pid());
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** A signal that was sent takes a moment to reach threads that run on other processors. */
    private static void awaitStop(ProcessHandle member, long deadline) {
        while (runningThreads(member) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("still running after " + STOPPING + ": process " + member.pid());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** None where the system does not tell of threads. */
    private static long runningThreads(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return threads.filter(thread -> "TtZX".indexOf(state(thread)) < 0).count();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** The letter that Linux gives to what a process or thread does; X, dead, if it is gone. */
    private static char state(Path processOrThread) {
        try {
            String stat = Files.readString(processOrThread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(parent.descendants(), Stream.of(parent.toHandle()));
    }

    /** Whether it runs; a dead process whose parent never asked for its exit code (a zombie) does not. */
    private static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && state(Path.of("/proc", String.valueOf(process.pid()))) != 'Z';
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        List<ProcessHandle> targets = processes.filter(ProcessFamily::isAlive).collect(Collectors.toList());
        if (targets.isEmpty()) {
            return;
        }
        // The shell's own kill, because not every machine has the program.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\"", "kill", signal));
        targets.forEach(target -> command.add(String.valueOf(target.pid())));
        if (exitCode(command) != 0 && targets.stream().allMatch(ProcessFamily::isAlive)) {
            throw new IllegalStateException("signal " + signal + " did not reach " + targets);
        }
    }

    private static int exitCode(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a signal", e);
        }
    }
}
