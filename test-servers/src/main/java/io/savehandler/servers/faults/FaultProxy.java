package io.savehandler.servers.faults;

import io.savehandler.servers.FreePorts;
import io.savehandler.servers.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server: listens on a free port of 127.0.0.1, passes everything on, counts it, and does
 * what a network does on a bad day. Faults of one direction are in {@link #toServer()} and {@link #toClient()}; those here
 * concern both. They hold for connections that exist and for those to come. Where the server is not there, the client's
 * connection is made and then reset. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);
    private static final int PORTS_TRIED = 5;

    private final InetSocketAddress target;
    private final int port;
    private final Lane toServer = new Lane();
    private final Lane toClient = new Lane();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong roundTrips = new AtomicLong();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Listener listener;
    private boolean closed;
    private volatile boolean hangingUp;

    private FaultProxy(InetSocketAddress target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Starts a proxy in front of a server, which need not run yet. */
    public static FaultProxy to(RealServer server) {
        return to(server.address());
    }

    /** Starts a proxy in front of an address, which need not answer yet. */
    public static FaultProxy to(InetSocketAddress target) {
        for (int attempt = 1; ; attempt++) {
            FaultProxy proxy = new FaultProxy(target, FreePorts.next());
            try {
                proxy.resume();
                return proxy;
            } catch (UncheckedIOException e) {
                // Another program may have taken the port since it was found free.
                if (attempt == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }

    /** Where clients connect to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The port that clients connect to. */
    public int port() {
        return port;
    }

    /** What clients send. */
    public Lane toServer() {
        return toServer;
    }

    /** What the server answers. */
    public Lane toClient() {
        return toClient;
    }

    /** Accepts and passes nothing on, either way, until {@link #resume}: a server that hangs. */
    public void stall() {
        toServer.stall();
        toClient.stall();
    }

    /** Cuts all connections that exist; new ones are accepted. */
    public void cut(Cut how) {
        List.copyOf(open).forEach(connection -> connection.cut(how));
    }

    /** Resets all connections, and each new one as soon as it is made, until {@link #resume}. */
    public void hangUp() {
        hangingUp = true;
        cut(Cut.RESET);
    }

    /** Refuses new connections until {@link #resume}, as if nothing listened; those that exist go on. */
    public synchronized void refuse() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    /**
     * Ends all faults: what was kept back goes its way, and connections are accepted again.
     *
     * @throws IllegalStateException if it is closed
     * @throws UncheckedIOException if another program has taken the port meanwhile
     */
    public synchronized void resume() {
        if (closed) {
            throw new IllegalStateException("the proxy is closed");
        }
        hangingUp = false;
        toServer.resume();
        toClient.resume();
        if (listener == null) {
            try {
                listener = Listener.start(port, this::serve);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on port " + port, e);
            }
        }
    }

    /** How many connections have been accepted. */
    public int connections() {
        return accepted.get();
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    /**
     * How often a client has waited for the server: how many times, on all connections, bytes for the client followed
     * bytes from it. Requests that a client sends without waiting count once if the answer to the first comes after the
     * last of them; a delay of {@link #toClient()} makes sure of that.
     */
    public long roundTrips() {
        return roundTrips.get();
    }

    /** Stops listening, resets all connections, and waits until its threads have ended. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            refuse();
        }
        cut(Cut.RESET);
        try {
            for (Thread thread : started()) {
                thread.join(END.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    InetSocketAddress target() {
        return target;
    }

    void forget(ProxiedConnection connection) {
        open.remove(connection);
    }

    Thread thread(String task, Runnable work) {
        Thread thread = new Thread(work, "savehandler-proxy-" + port + "-" + task);
        thread.setDaemon(true);
        return thread;
    }

    void start(Thread thread) {
        synchronized (threads) {
            threads.removeIf(earlier -> !earlier.isAlive());
            thread.start();
            threads.add(thread);
        }
    }

    void countRoundTrip() {
        roundTrips.incrementAndGet();
    }

    private void serve(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(this, accepted.incrementAndGet(), client);
        open.add(connection);
        if (hangingUp) {
            connection.cut(Cut.RESET);
        } else {
            connection.start();
        }
    }

    private List<Thread> started() {
        synchronized (threads) {
            return List.copyOf(threads);
        }
    }
}
