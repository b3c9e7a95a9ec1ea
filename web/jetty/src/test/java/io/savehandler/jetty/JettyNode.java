package io.savehandler.jetty;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EventListener;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.NullSessionCacheFactory;

/** A Jetty with one page and sessions in a store. */
final class JettyNode implements AutoCloseable {
    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private JettyNode() {}

    static JettyNode start(SavehandlerDataStoreFactory store, Page page, EventListener... listeners) throws Exception {
        JettyNode node = new JettyNode();
        node.server.addBean(store);
        NullSessionCacheFactory caches = new NullSessionCacheFactory();
        caches.setFlushOnResponseCommit(true);
        node.server.addBean(caches);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath("/");
        context.getSessionHandler().setMaxInactiveInterval(600);
        for (EventListener listener : listeners) {
            context.addEventListener(listener);
        }
        context.addServlet(new ServletHolder(new PageServlet(page)), "/*");
        node.server.setHandler(context);
        node.server.start();
        return node;
    }

    String uri(String path) {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + path;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** What the application does. */
    interface Page {
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException;
    }

    private static final class PageServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                page.answer(request, response);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
