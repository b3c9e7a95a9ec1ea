package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free port of 127.0.0.1 with a directory of its own, both kept over a {@link #restart}. Stopped and
 * deleted by {@link #close}, else at the end of this JVM. Thread-safe.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(2);
    private static final int PORTS_TRIED = 5;

    private final ServerRecipe recipe;
    private final ServerDirectory directory;
    private final Thread atExit;
    private int port;
    private @Nullable RunningProgram program;
    private boolean closed;

    private ServerProcess(ServerRecipe recipe) {
        this.recipe = recipe;
        this.directory = ServerDirectory.create(recipe.name());
        this.atExit = new Thread(this::stop, "savehandler-stop-" + recipe.name());
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @throws IllegalStateException with what it printed, if it does not; nothing is left of it then
     */
    static ServerProcess start(ServerRecipe recipe) {
        ServerProcess server = new ServerProcess(recipe);
        Runtime.getRuntime().addShutdownHook(server.atExit);
        try {
            recipe.prepare(server.directory.path());
            server.launchOnFreePort();
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    synchronized int port() {
        return port;
    }

    ServerDirectory directory() {
        return directory;
    }

    synchronized RunningProgram program() {
        if (program == null) {
            throw new IllegalStateException(recipe.name() + " was never started");
        }
        return program;
    }

    /** Kills all of its processes at once. */
    synchronized void kill() {
        // A stopped parent starts no child that the killing could miss.
        program().pause();
        program().close();
    }

    /** Kills it if it runs, and starts it again on the same port and directory. */
    synchronized void restart() {
        kill();
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is on its way out and runs the hook itself.
        }
    }

    private synchronized void stop() {
        closed = true;
        try (directory) {
            if (program != null) {
                recipe.stop(program, directory.path());
            }
        }
    }

    private synchronized void launchOnFreePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = FreePorts.next();
            try {
                launch();
                return;
            } catch (IllegalStateException e) {
                // Another program may have taken the port since it was found free.
                if (attempt == PORTS_TRIED || !String.valueOf(e.getMessage()).contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private void launch() throws IOException {
        if (closed) {
            throw new IllegalStateException(recipe.name() + " is closed");
        }
        ProcessBuilder command = recipe.launch(directory.path(), port);
        // What it prints is read here, in English.
        command.environment().put("LC_ALL", "C");
        RunningProgram started = RunningProgram.start(recipe.name(), command);
        program = started;
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers(started)) {
            if (started.endsWithin(POLL) || System.nanoTime() > deadline) {
                started.close();
                throw new IllegalStateException(recipe.name() + " did not start; it printed: " + printed(started));
            }
        }
    }

    private boolean answers(RunningProgram started) {
        try {
            return recipe.answers(started, port);
        } catch (IOException e) {
            return false;
        }
    }

    private static String printed(RunningProgram ended) {
        ended.output().awaitEnd(POLL.multipliedBy(1000));
        ended.errors().awaitEnd(POLL.multipliedBy(1000));
        return ended.output().text() + ended.errors().text();
    }
}
