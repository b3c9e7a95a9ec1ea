package io.savehandler.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with a {@code Cookie} header, and the response headers that were set. */
final class FakeExchange implements WebExchange {
    final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> cookieHeaders;
    private boolean secure;

    private FakeExchange(List<String> cookieHeaders) {
        this.cookieHeaders = cookieHeaders;
    }

    static FakeExchange withCookies(String... cookieHeaders) {
        return new FakeExchange(List.of(cookieHeaders));
    }

    FakeExchange secure() {
        secure = true;
        return this;
    }

    /** The {@code Set-Cookie} headers that leave. */
    List<String> setCookies() {
        return new ArrayList<>(cookies.values());
    }

    @Override
    public @Nullable String cookie(String name) {
        return CookieHeader.value(cookieHeaders, name);
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
}
