package io.savehandler.springtests;

import io.savehandler.servlettests.ShopNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser that fills in forms, and whose requests go to one node after the other. Thread-safe. */
final class NotesVisitor {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final List<? extends ShopNode> nodes;
    private final AtomicInteger next = new AtomicInteger();

    NotesVisitor(List<? extends ShopNode> nodes) {
        this.nodes = nodes;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    CompletableFuture<Integer> begin(String path) {
        return client.sendAsync(request(path).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    HttpResponse<String> logIn(String user, String password) throws IOException, InterruptedException {
        return post("/login", get("/login").body(), "username=" + user + "&password=" + password);
    }

    HttpResponse<String> logOut() throws IOException, InterruptedException {
        return post("/logout", get("/logout").body(), "");
    }

    private HttpResponse<String> post(String path, String form, String fields)
            throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(form);
        if (!token.find()) {
            throw new IllegalStateException("No form at " + path);
        }
        HttpRequest filled = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields + "&_csrf=" + token.group(1)))
                .build();
        return client.send(filled, BodyHandlers.ofString());
    }

    /** Where a response leads to, without host and port. */
    static String location(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Location")
                .map(location -> location.replaceFirst("^http://[^/]*", ""))
                .orElse("");
    }

    /** The session's id as the browser knows it; empty where it knows none. */
    String id() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("PHPSESSID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Somebody with this id and nothing else. */
    NotesVisitor imposter() {
        NotesVisitor imposter = new NotesVisitor(nodes);
        HttpCookie cookie = new HttpCookie("PHPSESSID", id());
        cookie.setPath("/");
        cookie.setVersion(0);
        imposter.cookies.getCookieStore().add(URI.create("http://127.0.0.1/"), cookie);
        return imposter;
    }

    private HttpRequest.Builder request(String path) {
        ShopNode node = nodes.get(next.getAndIncrement() % nodes.size());
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(Duration.ofSeconds(150));
    }
}
