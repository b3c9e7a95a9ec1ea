package io.savehandler.servers.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection and the one to the server that stands behind it. Thread-safe. */
final class ProxiedConnection {
    private static final int DIRECTIONS = 2;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final Pipe toServer;
    private final Pipe toClient;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicInteger ended = new AtomicInteger();
    private final Thread connecting;
    private final List<Thread> others;
    private boolean cut;

    ProxiedConnection(FaultProxy proxy, int number, Socket client) {
        this.proxy = proxy;
        this.client = client;
        this.toServer = new Pipe(number, proxy.toServer(), client, server);
        this.toClient = new Pipe(number, proxy.toClient(), server, client);
        this.connecting = thread(number, "from-client", this::connectAndRead);
        this.others = List.of(
                thread(number, "to-server", () -> write(toServer, () -> {})),
                thread(number, "from-server", () -> toClient.read(() -> {})),
                thread(number, "to-client", () -> write(toClient, this::answer)));
    }

    void start() {
        proxy.start(connecting);
    }

    /** Ends both connections, whatever is still held back for them. */
    void cut(Cut how) {
        synchronized (this) {
            if (cut) {
                return;
            }
            cut = true;
            end(client, how);
            end(server, how);
            connecting.interrupt();
            others.forEach(Thread::interrupt);
        }
        proxy.forget(this);
    }

    private void connectAndRead() throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        server.connect(proxy.target());
        synchronized (this) {
            if (cut) {
                return;
            }
            others.forEach(proxy::start);
        }
        toServer.read(() -> asked.set(true));
    }

    private void write(Pipe pipe, Runnable onPass) throws IOException, InterruptedException {
        Optional<Cut> how = pipe.write(onPass);
        if (how.isPresent()) {
            cut(how.get());
        } else if (ended.incrementAndGet() == DIRECTIONS) {
            cut(Cut.CLOSE);
        }
    }

    private void answer() {
        if (asked.getAndSet(false)) {
            proxy.countRoundTrip();
        }
    }

    private Thread thread(int number, String task, Transfer transfer) {
        return proxy.thread(number + "-" + task, () -> run(transfer));
    }

    private void run(Transfer transfer) {
        try {
            transfer.run();
        } catch (IOException e) {
            // One side broke off, or is not there; so does the other.
            cut(Cut.RESET);
        } catch (InterruptedException e) {
            // The connection has been cut.
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Socket socket, Cut how) {
        try (socket) {
            if (how == Cut.RESET) {
                socket.setSoLinger(true, 0);
            } else if (socket.isConnected() && !socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // The peer was faster.
        }
    }

    private interface Transfer {
        void run() throws IOException, InterruptedException;
    }
}
