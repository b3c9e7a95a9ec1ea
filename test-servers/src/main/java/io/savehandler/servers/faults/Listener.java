package io.savehandler.servers.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Accepts connections on a port of 127.0.0.1 until closed. Thread-safe. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocket socket;
    private final Thread thread;

    private Listener(ServerSocket socket, Consumer<Socket> onConnection) {
        this.socket = socket;
        this.thread = new Thread(() -> accept(onConnection), "savehandler-proxy-" + socket.getLocalPort());
    }

    static Listener start(int port, Consumer<Socket> onConnection) throws IOException {
        Listener listener =
                new Listener(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), onConnection);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    /** Stops listening. When this returns, no connection comes any more, and the port refuses. */
    @Override
    public void close() {
        try {
            socket.close();
            // Until its thread is back from the kernel, the port still accepts.
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(Consumer<Socket> onConnection) {
        try {
            while (true) {
                onConnection.accept(socket.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }
}
