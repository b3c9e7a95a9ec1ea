package io.savehandler;

/** PHP's {@code session.cache_limiter}: which caching headers the start of a session adds to the response. */
public enum CacheLimiter {
    /** No cache may keep the page; the default. */
    NOCACHE,
    /** Only the browser may keep the page, for the time of {@link SessionConfig#cacheExpire()}. */
    PRIVATE,
    /** As {@link #PRIVATE}, without the {@code Expires} header of the past that some old browsers misread. */
    PRIVATE_NO_EXPIRE,
    /** Every cache may keep the page, for the time of {@link SessionConfig#cacheExpire()}. */
    PUBLIC,
    /** No headers: the application sends its own. PHP's empty value. */
    NONE
}
