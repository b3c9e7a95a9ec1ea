package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.httpserver.SessionFilter;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servlet.HttpSessionFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand clients with ids that nobody gave them cost the store nothing and fill no log. */
@Tag("once")
class ForeignCookiesTest {
    private static final int REQUESTS = 10_000;
    private static final int CLIENTS = 8;
    private static final int FEW = 10;

    @TempDir
    Path directory;

    private final AtomicInteger logged = new AtomicInteger();
    private final Logger root = Logger.getLogger("");
    private final Handler counter = new Handler() {
        @Override
        public void publish(LogRecord message) {
            logged.incrementAndGet();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void countLog() {
        root.addHandler(counter);
    }

    @AfterEach
    void restoreLog() {
        root.removeHandler(counter);
    }

    @Test
    void inAServletContainer() throws Exception {
        inAServletContainer(ShopStore.MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @RequiresServers({Server.REDIS, Server.MEMCACHED, Server.POSTGRESQL})
    void inAServletContainerOnEveryStore(ShopStore kind) throws Exception {
        inAServletContainer(kind);
    }

    private void inAServletContainer(ShopStore kind) throws Exception {
        SharedStore shared = new SharedStore(kind, directory);
        WriteCounter store = new WriteCounter(shared.handlers());
        try (shared;
                Sessions sessions =
                        Sessions.builder(store).config(shared.config()).build();
                TomcatShop node = TomcatShop.start((types, context) -> {
                    HttpSessionFilter.of(sessions).addTo(context);
                    context.addServlet("look", new Looking()).addMapping("/");
                })) {
            int before = logged.get();
            sendForeignCookies(node.port());
            assertThat(logged.get() - before).isLessThan(FEW);
            assertThat(store.writes()).isZero();
        }
    }

    @Test
    void onTheServerOfTheJdk() throws Exception {
        WriteCounter store = new WriteCounter(InMemorySessionHandlerFactory.create());
        Sessions sessions = Sessions.builder(store).build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
                    Session session = SessionFilter.session(exchange, Concurrency.READ_ONLY);
                    exchange.sendResponseHeaders(session.keys().isEmpty() ? 204 : 500, -1);
                    exchange.close();
                })
                .getFilters()
                .add(SessionFilter.of(sessions));
        server.start();
        try {
            sendForeignCookies(server.getAddress().getPort());
        } finally {
            server.stop(0);
            threads.shutdownNow();
            sessions.close();
        }
        assertThat(logged.get()).isLessThan(FEW);
        assertThat(store.writes()).isZero();
    }

    private static void sendForeignCookies(int port) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> answered = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int seed = i;
                answered.add(clients.submit(() -> answered(client, port, new Random(seed))));
            }
            for (Future<Integer> each : answered) {
                assertThat(each.get(2, TimeUnit.MINUTES)).isEqualTo(REQUESTS / CLIENTS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** How many of one client's requests were answered as if they had no cookie. */
    private static int answered(HttpClient client, int port, Random random) throws Exception {
        int count = 0;
        for (int i = 0; i < REQUESTS / CLIENTS; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("Cookie", "PHPSESSID=" + foreignId(random))
                    .build();
            count +=
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 204 ? 1 : 0;
        }
        return count;
    }

    /** Mostly one that could be an id; now and then one that could not. */
    private static String foreignId(Random random) {
        String hex = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        return switch (random.nextInt(8)) {
            case 0 -> "../" + hex;
            case 1 -> "";
            case 2 -> hex.repeat(20);
            default -> hex;
        };
    }

    /** Looks whether somebody is known. */
    private static final class Looking extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            boolean foreign = request.getSession(false) == null && !request.isRequestedSessionIdValid();
            response.setStatus(foreign ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_CONFLICT);
        }
    }
}
