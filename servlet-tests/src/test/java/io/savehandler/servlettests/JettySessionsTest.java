package io.savehandler.servlettests;

import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.jetty.SavehandlerDataStoreFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.junit.jupiter.api.Tag;

/** Jetty 12 with its own sessions. */
@Tag("once")
class JettySessionsTest extends OwnSessionsScenario {
    private static final long IDLE_MILLIS = 150_000;

    @Override
    protected ShopNode start(SessionHandlerFactory handlers, SessionConfig config) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        // Of a thousand requests at once, most wait for a thread.
        ((ServerConnector) server.getConnectors()[0]).setIdleTimeout(IDLE_MILLIS);
        server.addBean(
                SavehandlerDataStoreFactory.builder(handlers).config(config).build());
        NullSessionCacheFactory caches = new NullSessionCacheFactory();
        caches.setFlushOnResponseCommit(true);
        server.addBean(caches);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath("/");
        context.getSessionHandler().setMaxInactiveInterval(600);
        context.addServletContainerInitializer((types, application) -> addShop(application));
        server.setHandler(context);
        server.start();
        return new Node(server);
    }

    /** Jetty logs that a new session could not be saved. */
    @Override
    protected int statusOfNewWithoutStore() {
        return 200;
    }

    private record Node(Server server) implements ShopNode {

        @Override
        public int port() {
            return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        }

        @Override
        public void close() throws Exception {
            server.stop();
        }
    }
}
