package io.savehandler.servlettests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.savehandler.httpserver.SessionFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;

/** The JDK's own server. */
@Tag("once")
class HttpServerShopTest extends ShopVisits {
    private static final int BACKLOG = 1000;

    HttpServerShopTest() {
        super(ShopStore.MEMORY);
    }

    @Override
    protected ShopNode start(ShopSetup setup) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.createContext("/", exchange -> answer(exchange, setup))
                .getFilters()
                .add(SessionFilter.of(setup.sessions()));
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
        return new Node(server, threads);
    }

    private static void answer(HttpExchange exchange, ShopSetup setup) throws IOException {
        byte[] page = SmallShop.answer(SessionFilter.session(exchange, setup.concurrency()), exchange.getRequestURI())
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, page.length == 0 ? -1 : page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private record Node(HttpServer server, ExecutorService threads) implements ShopNode {

        @Override
        public int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
