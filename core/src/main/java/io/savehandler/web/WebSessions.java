package io.savehandler.web;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sessions whose id travels in a cookie, on any web stack: takes the id from the request, sends the client each new one,
 * and adds the caching headers of {@link SessionConfig#cacheLimiter()}. Thread-safe.
 *
 * <p>The cookie goes into the response as soon as there is a new id: when a session starts without one, when strict mode
 * replaces an unknown one, and when the id is regenerated; at most one cookie leaves. So start sessions, and regenerate
 * ids, before the response's headers are sent. A cookie that cannot be an id, however forged, counts as none.
 */
public final class WebSessions {
    private final Sessions sessions;
    private final SessionConfig config;
    private final SessionCookie cookie;
    private final CacheHeaders cacheHeaders;

    private WebSessions(Sessions sessions) {
        this.sessions = sessions;
        this.config = sessions.config();
        this.cookie = new SessionCookie(config.cookie());
        this.cacheHeaders = new CacheHeaders(config);
    }

    /**
     * Puts sessions on the web.
     *
     * @param sessions where the sessions come from; closed by whoever built them
     */
    public static WebSessions of(Sessions sessions) {
        return new WebSessions(sessions);
    }

    /** Starts the session of a request under its lock; see {@link #start(WebExchange, Concurrency)}. */
    public Session start(WebExchange exchange) {
        return start(exchange, Concurrency.LOCK);
    }

    /**
     * Starts the session of a request.
     *
     * @param exchange the request and its response; used until the session ends
     * @param concurrency how the session is shared with the visitor's other requests
     * @return the session, to be closed by the caller before the visitor can send the next request
     * @throws io.savehandler.SessionException as {@link Sessions#start(String, Concurrency)} does
     */
    public Session start(WebExchange exchange, Concurrency concurrency) {
        return sent(sessions.start(requestedId(exchange), concurrency), exchange);
    }

    /**
     * Starts the session of a request only if it has one; see {@link Sessions#resume}. No cookie is set where it has none.
     *
     * @param exchange the request and its response; used until the session ends
     * @param concurrency how the session is shared with the visitor's other requests
     * @return the session, to be closed by the caller before the visitor can send the next request; empty if there is none
     * @throws io.savehandler.SessionException as {@link Sessions#resume} does
     */
    public Optional<Session> resume(WebExchange exchange, Concurrency concurrency) {
        String id = requestedId(exchange);
        return id == null || id.isEmpty()
                ? Optional.empty()
                : sessions.resume(id, concurrency).map(session -> sent(session, exchange));
    }

    private Session sent(Session session, WebExchange exchange) {
        try {
            session.onNewId(id -> send(id, exchange));
            cacheHeaders.sendTo(exchange, sessions.clock().instant());
            return session;
        } catch (Throwable failure) {
            abortAfter(failure, session);
            throw failure;
        }
    }

    /**
     * Runs work on the session of a request under its lock; see {@link #run(WebExchange, Concurrency, Function)}.
     *
     * @param exchange the request and its response
     * @param work what to do
     * @return what the work returns
     */
    public <T extends @Nullable Object> T run(WebExchange exchange, Function<? super Session, ? extends T> work) {
        return run(exchange, Concurrency.LOCK, work);
    }

    /**
     * Runs work on the session of a request: saved when the work returns, left as it was when the work throws. Send the
     * response's body afterwards.
     *
     * @param exchange the request and its response
     * @param concurrency how the session is shared with the visitor's other requests
     * @param work what to do; it may end the session itself
     * @return what the work returns
     * @throws io.savehandler.SessionException if the session cannot be started or saved
     */
    public <T extends @Nullable Object> T run(
            WebExchange exchange, Concurrency concurrency, Function<? super Session, ? extends T> work) {
        Session session = start(exchange, concurrency);
        T result;
        try {
            result = work.apply(session);
        } catch (Throwable failure) {
            abortAfter(failure, session);
            throw failure;
        }
        session.close();
        return result;
    }

    private static void abortAfter(Throwable failure, Session session) {
        try {
            session.abort();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private @Nullable String requestedId(WebExchange exchange) {
        return config.useCookies() ? exchange.cookie(cookie.name()) : null;
    }

    private void send(String id, WebExchange exchange) {
        if (config.useCookies()) {
            exchange.setCookie(
                    cookie.name(),
                    cookie.header(id, exchange.isSecure(), sessions.clock().instant()));
        }
    }
}
