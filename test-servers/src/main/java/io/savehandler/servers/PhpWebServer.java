package io.savehandler.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running {@code php -S}, stopped by {@link #close}. It serves one request at a time, unless
 * {@code PHP_CLI_SERVER_WORKERS} is in its environment. Thread-safe.
 */
public final class PhpWebServer implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final Duration START = Duration.ofSeconds(20);

    private final RunningProgram program;
    private final URI address;

    private PhpWebServer(RunningProgram program, URI address) {
        this.program = program;
        this.address = address;
    }

    static PhpWebServer start(ProcessBuilder php) {
        List<String> command = List.copyOf(php.command());
        for (int attempt = 1; ; attempt++) {
            int port = FreePorts.next();
            php.command(listening(command, port));
            RunningProgram program = RunningProgram.start("php-server", php);
            try {
                program.errors().awaitText("(http://127.0.0.1:" + port + ") started", START);
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return new PhpWebServer(program, URI.create("http://127.0.0.1:" + port + "/"));
            } catch (IllegalStateException | IOException e) {
                program.close();
                // Another program may have been given the port between our asking for it and PHP's binding it.
                if (attempt == ATTEMPTS || !program.errors().text().contains("Address already in use")) {
                    throw new IllegalStateException("php -S did not start", e);
                }
            }
        }
    }

    /** Where it listens, with a slash at the end. */
    public URI address() {
        return address;
    }

    /** Its access log and PHP's warnings. */
    public CapturedOutput errors() {
        return program.errors();
    }

    /** Kills it and its workers. */
    @Override
    public void close() {
        program.close();
    }

    private static List<String> listening(List<String> command, int port) {
        List<String> full = new ArrayList<>(command);
        full.addAll(List.of("-S", "127.0.0.1:" + port));
        return full;
    }
}
