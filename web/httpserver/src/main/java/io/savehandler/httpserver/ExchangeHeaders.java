package io.savehandler.httpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.savehandler.web.CookieHeader;
import io.savehandler.web.WebExchange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session reads and sets in the headers of an exchange. */
final class ExchangeHeaders implements WebExchange {
    private static final String SET_COOKIE = "Set-Cookie";

    private final HttpExchange exchange;
    private final Optional<String> idHeader;
    private final boolean trustsForwardedProto;

    ExchangeHeaders(HttpExchange exchange, FilterChoices choices) {
        this.exchange = exchange;
        this.idHeader = choices.idHeader();
        this.trustsForwardedProto = choices.trustsForwardedProto();
    }

    @Override
    public @Nullable String cookie(String name) {
        if (idHeader.isPresent()) {
            return exchange.getRequestHeaders().getFirst(idHeader.get());
        }
        return CookieHeader.value(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()), name);
    }

    @Override
    public void setCookie(String name, String header) {
        if (idHeader.isPresent()) {
            setHeader(idHeader.get(), Objects.requireNonNull(CookieHeader.value(List.of(header), name)));
            return;
        }
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
        return exchange instanceof HttpsExchange
                || (trustsForwardedProto && forwardedProto().equalsIgnoreCase("https"));
    }

    /** Each proxy appends what it saw; the first one is nearest to the client. */
    private String forwardedProto() {
        String header = exchange.getRequestHeaders().getFirst("X-Forwarded-Proto");
        return header == null ? "" : header.split(",", 2)[0].strip();
    }
}
