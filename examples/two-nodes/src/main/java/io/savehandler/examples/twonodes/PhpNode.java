package io.savehandler.examples.twonodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** PHP's own web server on the same store: the node in the other language. */
final class PhpNode implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration STOP = Duration.ofSeconds(1);

    private final NodeAddress address;
    private final Process process;
    private final Path log;

    private PhpNode(NodeAddress address, Process process, Path log) {
        this.address = address;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code php -S}.
     *
     * @param port the port, or 0 for any
     * @param others the Java nodes, to link to
     * @param directory where to put what PHP needs
     * @throws UsageException if PHP is not installed, lacks the save handler, or cannot have the port
     */
    static PhpNode start(int port, PhpSettings settings, List<NodeAddress> others, Path directory) throws IOException {
        new PhpCheck(settings).requireSaveHandler();
        NodeAddress address = new NodeAddress("php", port == 0 ? freePort() : port);
        Path router = write(directory, "router.php", PageTemplate.resource("router.php"));
        write(directory, "page.html", PageTemplate.load("page.html").template());
        write(directory, "message.html", PageTemplate.load("message.html").template());
        Path log = directory.resolve("php.log");
        List<String> command = new ArrayList<>(List.of("php"));
        command.addAll(settings.options());
        command.addAll(List.of("-S", NodeAddress.LOOPBACK + ":" + address.port(), router.toString()));
        ProcessBuilder php =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        php.environment().put("DEMO_NODES", namesAndPorts(others, address));
        PhpNode node = new PhpNode(address, php.start(), log);
        node.awaitStart();
        return node;
    }

    NodeAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStart() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (!listens()) {
                if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    close();
                    throw new UsageException("PHP's web server did not start on port " + address.port() + ":\n"
                            + Files.readString(log).strip());
                }
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PHP was starting", e);
        }
    }

    /** Asks the log too, for another program may listen on the port. */
    private boolean listens() throws IOException {
        if (!Files.readString(log).contains("started")) {
            return false;
        }
        try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
            return connected.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path write(Path directory, String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String namesAndPorts(List<NodeAddress> others, NodeAddress self) {
        String nodes =
                others.stream().map(node -> node.name() + "=" + node.port()).collect(Collectors.joining(" "));
        return nodes + " " + self.name() + "=" + self.port();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
