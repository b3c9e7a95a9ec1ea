package io.savehandler.examples.twonodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that keeps its cookies and follows no redirect. Thread-safe. */
final class Visitor {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    HttpResponse<String> get(NodeAddress node, String path) {
        return send(request(node, path).build());
    }

    /** One visit by {@code /session.json}. */
    String json(NodeAddress node) {
        return get(node, "session.json").body();
    }

    long visits(NodeAddress node) {
        return Long.parseLong(member(json(node), "visits"));
    }

    /** A form's POST, from the command line's point of view: no header says where it comes from. */
    HttpResponse<String> post(NodeAddress node, String path, String form) {
        return send(request(node, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    HttpResponse<String> put(NodeAddress node, String key, String value) {
        return post(node, "put", "key=" + encoded(key) + "&value=" + encoded(value));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getValue)
                .reduce((first, second) -> {
                    throw new IllegalStateException("two cookies");
                })
                .orElseThrow();
    }

    static HttpRequest.Builder request(NodeAddress node, String path) {
        return HttpRequest.newBuilder(URI.create(node.url() + path)).timeout(TIMEOUT);
    }

    /** The value of a member of a flat JSON object, without quotes. */
    static String member(String json, String name) {
        Matcher member =
                Pattern.compile("\"" + name + "\":(?:\"([^\"]*)\"|(\\d+))").matcher(json);
        if (!member.find()) {
            throw new IllegalArgumentException("no " + name + " in " + json);
        }
        return member.group(1) != null ? member.group(1) : member.group(2);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
