package io.savehandler.servlettests;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser whose requests go to one node after the other. Thread-safe. */
final class ShopVisitor {
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<ShopNode> nodes;
    private final AtomicInteger next = new AtomicInteger();

    ShopVisitor(ShopNode... nodes) {
        this.nodes = List.of(nodes);
    }

    String visit(String path) throws IOException, InterruptedException {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
    }

    int status(String path) throws IOException, InterruptedException {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    CompletableFuture<Integer> begin(String path) {
        return client.sendAsync(request(path), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::statusCode);
    }

    String cookie() {
        return cookies.getCookieStore().getCookies().toString();
    }

    private HttpRequest request(String path) {
        ShopNode node = nodes.get(next.getAndIncrement() % nodes.size());
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(Duration.ofSeconds(150))
                .build();
    }
}
