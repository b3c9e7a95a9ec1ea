package io.savehandler.examples.twonodes;

import com.sun.net.httpserver.HttpServer;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.httpserver.SessionFilter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One web server with sessions of its own; it shares nothing with the other nodes but the store. */
final class WebNode implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int LAST_REQUESTS_SECONDS = 1;

    private final NodeAddress address;
    private final HttpServer server;
    private final Sessions sessions;
    private final ExecutorService threads;

    private WebNode(NodeAddress address, HttpServer server, Sessions sessions, ExecutorService threads) {
        this.address = address;
        this.server = server;
        this.sessions = sessions;
        this.threads = threads;
    }

    /**
     * Takes a port; requests are answered once the node is started.
     *
     * @param port the port, or 0 for any
     * @throws UsageException if the port is taken
     */
    static WebNode bind(String name, int port, SessionConfig config) throws IOException {
        Sessions sessions = Sessions.from(config);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            server.setExecutor(threads);
            NodeAddress address = new NodeAddress(name, server.getAddress().getPort());
            return new WebNode(address, server, sessions, threads);
        } catch (BindException e) {
            sessions.close();
            throw new UsageException("Port " + port + " is in use; choose another with --port");
        } catch (IOException | RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    NodeAddress address() {
        return address;
    }

    void start(List<NodeAddress> all) {
        VisitPage page = new VisitPage(address, all, sessions.config());
        server.createContext("/", new DemoHandler(page, InstantSource.system()))
                .getFilters()
                .add(SessionFilter.of(sessions));
        server.start();
    }

    /** Stops listening, lets the requests in hand finish for a moment, and closes the sessions. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            threads.awaitTermination(LAST_REQUESTS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sessions.close();
    }
}
