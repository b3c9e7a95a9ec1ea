package io.savehandler.web;

import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, as far as a session needs them: the four things that a web stack has to provide.
 * Used by one thread at a time.
 */
public interface WebExchange {

    /**
     * The value of a request cookie, as PHP's {@code $_COOKIE} has it. {@link CookieHeader#value} finds it in the request's
     * {@code Cookie} header.
     *
     * @param name the cookie's name
     * @return the decoded value, or null where the request has no such cookie
     */
    @Nullable String cookie(String name);

    /**
     * Adds a {@code Set-Cookie} header to the response. A header that was set for the same cookie before is replaced, those
     * of other cookies stay.
     *
     * @param name the cookie's name
     * @param header the header's whole value, beginning with {@code name=}
     */
    void setCookie(String name, String header);

    /**
     * Sets a header of the response; an earlier value of the same header is replaced.
     *
     * @param name the header's name
     * @param value its value
     */
    void setHeader(String name, String value);

    /** Whether the request came by HTTPS. */
    boolean isSecure();
}
