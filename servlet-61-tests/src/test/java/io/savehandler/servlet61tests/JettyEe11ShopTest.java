package io.savehandler.servlet61tests;

import io.savehandler.servlettests.ShopNode;
import io.savehandler.servlettests.ShopScenario;
import io.savehandler.servlettests.ShopStore;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;

/** Jetty 12 with its Servlet 6.1. */
@Tag("once")
class JettyEe11ShopTest extends ShopScenario {
    private static final long IDLE_MILLIS = 150_000;

    JettyEe11ShopTest() {
        super(ShopStore.H2);
    }

    @Override
    protected ShopNode start(ServletContainerInitializer application) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServletContainerInitializer(application);
        server.setHandler(context);
        // Of a thousand requests at once, most wait for a thread.
        ((ServerConnector) server.getConnectors()[0]).setIdleTimeout(IDLE_MILLIS);
        server.start();
        return new Node(server);
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
