package io.savehandler.servlet;

import io.savehandler.web.CookieHeader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session reads and sets in the headers of a request and its response. Used by one thread at a time. */
final class ServletExchange implements IdExchange {
    private static final String SET_COOKIE = "Set-Cookie";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Optional<String> idHeader;
    private final boolean trustsForwardedProto;
    private @Nullable String requestedId;
    private @Nullable String sentName;
    private String sentCookie = "";
    private boolean hasSentCaching;

    /**
     * @param cookieName the session cookie's name
     * @param idHeader the header that ids travel in instead of a cookie
     * @param trustsForwardedProto whether {@code X-Forwarded-Proto} says how the client sent the request
     */
    ServletExchange(
            HttpServletRequest request,
            HttpServletResponse response,
            String cookieName,
            Optional<String> idHeader,
            boolean trustsForwardedProto) {
        this.request = request;
        this.response = response;
        this.idHeader = idHeader;
        this.trustsForwardedProto = trustsForwardedProto;
        this.requestedId = idHeader.isPresent()
                ? request.getHeader(idHeader.get())
                : CookieHeader.value(Collections.list(request.getHeaders("Cookie")), cookieName);
    }

    @Override
    public void identify(@Nullable String id) {
        requestedId = id;
    }

    @Override
    public @Nullable String cookie(String name) {
        return requestedId;
    }

    @Override
    public void setCookie(String name, String header) {
        sentName = name;
        sentCookie = header;
        if (idHeader.isPresent()) {
            response.setHeader(idHeader.get(), Objects.requireNonNull(CookieHeader.value(List.of(header), name)));
            return;
        }
        List<String> others = response.getHeaders(SET_COOKIE).stream()
                .filter(other -> !other.startsWith(name + "="))
                .toList();
        if (others.size() == response.getHeaders(SET_COOKIE).size()) {
            response.addHeader(SET_COOKIE, header);
        } else {
            response.setHeader(SET_COOKIE, header);
            others.forEach(other -> response.addHeader(SET_COOKIE, other));
        }
    }

    @Override
    public void restoreCookie() {
        String name = sentName;
        if (name != null && !response.isCommitted()) {
            setCookie(name, sentCookie);
        }
    }

    /** Caching headers; where the application has set its own before, those stay. */
    @Override
    public void setHeader(String name, String value) {
        if (hasSentCaching || !(response.containsHeader("Cache-Control") || response.containsHeader("Expires"))) {
            hasSentCaching = true;
            response.setHeader(name, value);
        }
    }

    @Override
    public boolean isSecure() {
        return request.isSecure() || (trustsForwardedProto && forwardedProto().equalsIgnoreCase("https"));
    }

    /** Each proxy appends what it saw; the first one is nearest to the client. */
    private String forwardedProto() {
        String header = request.getHeader("X-Forwarded-Proto");
        return header == null ? "" : header.split(",", 2)[0].strip();
    }
}
