package io.savehandler.web;

import io.savehandler.CacheLimiter;
import io.savehandler.SessionConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * The caching headers of PHP's {@code session.cache_limiter}. PHP's {@code Last-Modified}, the age of the script's file, has
 * no counterpart here and is left out.
 */
final class CacheHeaders {
    private static final String LONG_AGO = "Thu, 19 Nov 1981 08:52:00 GMT";

    private final CacheLimiter limiter;
    private final Duration expire;

    CacheHeaders(SessionConfig config) {
        this.limiter = config.cacheLimiter();
        this.expire = config.cacheExpire();
    }

    void sendTo(WebExchange exchange, Instant now) {
        switch (limiter) {
            case NOCACHE -> {
                exchange.setHeader("Expires", LONG_AGO);
                exchange.setHeader("Cache-Control", "no-store, no-cache, must-revalidate");
                exchange.setHeader("Pragma", "no-cache");
            }
            case PUBLIC -> {
                exchange.setHeader("Expires", SessionCookie.httpDate(now.plus(expire)));
                exchange.setHeader("Cache-Control", "public, " + maxAge());
            }
            case PRIVATE -> {
                exchange.setHeader("Expires", LONG_AGO);
                exchange.setHeader("Cache-Control", "private, " + maxAge());
            }
            case PRIVATE_NO_EXPIRE -> exchange.setHeader("Cache-Control", "private, " + maxAge());
            case NONE -> {}
        }
    }

    private String maxAge() {
        return "max-age=" + expire.toSeconds();
    }
}
