package io.savehandler.httpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.savehandler.web.CookieHeader;
import io.savehandler.web.WebExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session reads and sets in the headers of an exchange. */
final class ExchangeHeaders implements WebExchange {
    private static final String SET_COOKIE = "Set-Cookie";

    private final HttpExchange exchange;

    ExchangeHeaders(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public @Nullable String cookie(String name) {
        return CookieHeader.value(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()), name);
    }

    @Override
    public void setCookie(String name, String header) {
        List<String> others = exchange.getResponseHeaders().getOrDefault(SET_COOKIE, List.of()).stream()
                .filter(other -> !other.startsWith(name + "="))
                .toList();
        exchange.getResponseHeaders().remove(SET_COOKIE);
        others.forEach(other -> exchange.getResponseHeaders().add(SET_COOKIE, other));
        exchange.getResponseHeaders().add(SET_COOKIE, header);
    }

    @Override
    public void setHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    @Override
    public boolean isSecure() {
        return exchange instanceof HttpsExchange;
    }
}
