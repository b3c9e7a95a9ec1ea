package io.savehandler.servlet;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.web.WebSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What all requests of one filter share. Thread-safe. */
final class FilterSettings {
    private final Sessions sessions;
    private final WebSessions web;
    private final Concurrency concurrency;
    private final PathPatterns readOnly;
    private final SessionListeners listeners;
    private final AttributeValues values;
    private final UnreadableAttributes unreadable;
    private final Duration accessInterval;
    private final Optional<Duration> oldIdGrace;
    private final Optional<String> idHeader;
    private final boolean trustsForwardedProto;

    FilterSettings(HttpSessionFilterBuilder builder) {
        this.sessions = builder.sessions;
        this.web = WebSessions.of(builder.sessions);
        this.concurrency = builder.concurrency;
        this.readOnly = new PathPatterns(List.copyOf(builder.readOnly));
        this.listeners = new SessionListeners(builder.listeners);
        this.values = new AttributeValues(builder.codecs);
        this.unreadable = new UnreadableAttributes(builder.sessions.events());
        this.accessInterval = builder.accessInterval;
        this.oldIdGrace = builder.oldIdGrace;
        this.idHeader = builder.idHeader;
        this.trustsForwardedProto = builder.trustsForwardedProto;
    }

    WebSessions web() {
        return web;
    }

    SessionListeners listeners() {
        return listeners;
    }

    Optional<Duration> oldIdGrace() {
        return oldIdGrace;
    }

    boolean hasIdHeader() {
        return idHeader.isPresent();
    }

    /** How a request's session is shared that may change it. */
    Concurrency writable() {
        return concurrency;
    }

    /** How a request shares the session that its visitor has already. */
    Concurrency concurrencyFor(HttpServletRequest request, String path) {
        boolean reads = Boolean.TRUE.equals(request.getAttribute(HttpSessionFilter.READ_ONLY)) || readOnly.match(path);
        return reads ? Concurrency.READ_ONLY : concurrency;
    }

    ServletExchange exchange(HttpServletRequest request, HttpServletResponse response) {
        String cookie = sessions.config().cookie().name();
        return new ServletExchange(request, response, cookie, idHeader, trustsForwardedProto);
    }

    LiveAttributes newAttributes() {
        return new LiveAttributes(values, unreadable);
    }

    SessionTimes times(Session session) {
        Instant now = sessions.clock().instant();
        return new SessionTimes(session, now, accessInterval, sessions.config().gcMaxLifetime());
    }
}
