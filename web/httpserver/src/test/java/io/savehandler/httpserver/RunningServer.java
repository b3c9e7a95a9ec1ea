package io.savehandler.httpserver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.savehandler.Sessions;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with one handler behind a {@link SessionFilter}, and a browser that keeps its cookies. */
final class RunningServer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final HttpClient browser;

    private RunningServer(HttpServer server, CookieManager cookies) {
        this.server = server;
        this.browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        server.setExecutor(threads);
        server.start();
    }

    static RunningServer start(Sessions sessions, HttpHandler handler) throws IOException {
        return start(sessions, handler, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    /** Servers that are given the same cookies are visited by the same browser. */
    static RunningServer start(Sessions sessions, HttpHandler handler, CookieManager cookies) throws IOException {
        return start(SessionFilter.of(sessions), handler, cookies);
    }

    static RunningServer start(SessionFilter filter, HttpHandler handler, CookieManager cookies) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler).getFilters().add(filter);
        return new RunningServer(server, cookies);
    }

    HttpResponse<String> get(String header, String value) throws IOException, InterruptedException {
        return browser.send(request().header(header, value).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get() throws IOException, InterruptedException {
        return browser.send(request().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> head() throws IOException, InterruptedException {
        return browser.send(
                request().method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .timeout(TIMEOUT);
    }
}
