package io.savehandler.benchmarks.losses;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.SessionDataStoreFactory;

/** A Jetty 12. */
record JettyPeerNode(Server server) implements PeerNode {
    /** As long as the visitor waits; Jetty would break off requests that take longer than half a minute. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(150);

    /** Starts one with a store and a cache before it, which is written when a response is about to leave. */
    static PeerNode start(SessionDataStoreFactory store, AbstractSessionCacheFactory cache) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ((ServerConnector) server.getConnectors()[0]).setIdleTimeout(IDLE_TIMEOUT.toMillis());
        cache.setFlushOnResponseCommit(true);
        server.addBean(store);
        server.addBean(cache);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath("/");
        context.getSessionHandler().setMaxInactiveInterval(600);
        context.addServlet(new ServletHolder(new LossesPages()), "/*");
        server.setHandler(context);
        server.start();
        return new JettyPeerNode(server);
    }

    @Override
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
