package io.savehandler.servers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A real server that a test started on a free port of 127.0.0.1 and with a temporary directory of its own. Faults can be
 * brought about at any time; {@link #close} stops it in whatever state it is, and so does the end of this JVM.
 * Thread-safe.
 */
public abstract class RealServer implements AutoCloseable {
    private final ServerProcess process;

    RealServer(ServerProcess process) {
        this.process = process;
    }

    /** Where it listens. */
    public final InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /** The port that it listens on; the same after a restart. */
    public final int port() {
        return process.port();
    }

    /** Its temporary directory. */
    public final Path directory() {
        return process.directory().path();
    }

    /** The operating system's number of its (first) process; another one after a restart. */
    public final long pid() {
        return process.program().pid();
    }

    /** Whether its process exists, paused or not. */
    public final boolean isAlive() {
        return process.program().isAlive();
    }

    /** What it has printed since its last start. */
    public final String printed() {
        RunningProgram program = process.program();
        return program.output().text() + program.errors().text();
    }

    /** Stops all of its processes where they are (SIGSTOP): it accepts connections and never answers. */
    public final void pause() {
        process.program().pause();
    }

    /** Lets it go on after {@link #pause} (SIGCONT). */
    public final void resume() {
        process.program().resume();
    }

    /** Kills all of its processes at once (SIGKILL); its directory stays. */
    public final void kill() {
        process.kill();
    }

    /**
     * Kills it if it runs, starts it again on the same port with the same directory, and waits until it answers.
     *
     * @throws IllegalStateException with what it printed, if it does not start
     */
    public final void restart() {
        process.restart();
    }

    /** Stops it and deletes its directory. May be called more than once. */
    @Override
    public final void close() {
        process.close();
    }

    final ServerProcess process() {
        return process;
    }
}
