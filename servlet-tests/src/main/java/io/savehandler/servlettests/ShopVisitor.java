package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser whose requests go to one node after the other. Thread-safe. */
final class ShopVisitor {
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    /** One connection for each request under way; HTTP/2, which some servers offer, has a bound on those of one connection. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
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

    /** Sends many requests at the same time, each with a number, and sees that each is answered with 200. */
    void visitAtOnce(int requests, String path) throws Exception {
        List<CompletableFuture<Integer>> pending = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            pending.add(begin(path + i));
        }
        for (CompletableFuture<Integer> status : pending) {
            assertThat(status.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    /** Makes the browser send a session id that somebody else has chosen. */
    void plant(String id) {
        HttpCookie cookie = new HttpCookie("PHPSESSID", id);
        cookie.setDomain("127.0.0.1");
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create("http://127.0.0.1/"), cookie);
    }

    String cookie() {
        return cookies.getCookieStore().getCookies().toString();
    }

    private HttpRequest request(String path) {
        ShopNode node = nodes.get(next.getAndIncrement() % nodes.size());
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(TIMEOUT)
                .build();
    }
}
