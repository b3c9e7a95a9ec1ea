package io.savehandler.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client that keeps its cookies. Thread-safe. */
final class Browser {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final CookieManager cookies;
    private final HttpClient client;

    Browser() {
        this(new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    private Browser(CookieManager cookies) {
        this.cookies = cookies;
        this.client = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    /** The same visitor on connections of its own. */
    Browser onOtherConnections() {
        return new Browser(cookies);
    }

    HttpResponse<String> get(String uri, String... headers) {
        try {
            return client.send(request(uri, headers), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> begin(String uri) {
        return client.sendAsync(request(uri), HttpResponse.BodyHandlers.ofString());
    }

    static List<String> setCookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie");
    }

    private static HttpRequest request(String uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri)).timeout(TIMEOUT);
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }
}
