package io.savehandler.examples.vertx;

import io.savehandler.web.CookieHeader;
import io.savehandler.web.WebExchange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session reads and sets in the headers of a request and its response. A worker's thread uses it between the two
 * moments when the event loop does: it copies what it needs first, and what it is told it hands over in the end.
 */
final class VertxExchange implements WebExchange {
    private final List<String> requestCookies;
    private final boolean secure;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    VertxExchange(HttpServerRequest request) {
        this.requestCookies = request.headers().getAll("Cookie");
        this.secure = request.isSSL();
    }

    @Override
    public @Nullable String cookie(String name) {
        return CookieHeader.value(requestCookies, name);
    }

    @Override
    public void setCookie(String name, String header) {
        cookies.put(name, header);
    }

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    void sendTo(HttpServerResponse response) {
        headers.forEach(response::putHeader);
        cookies.values().forEach(cookie -> response.headers().add("Set-Cookie", cookie));
    }
}
