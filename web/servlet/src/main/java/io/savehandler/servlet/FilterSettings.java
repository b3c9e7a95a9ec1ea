package io.savehandler.servlet;

import io.savehandler.Capability;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionEvents;
import io.savehandler.Sessions;
import io.savehandler.web.WebSessions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EventListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** What all requests of one filter share. Thread-safe. */
final class FilterSettings {
    private final Sessions sessions;
    private final WebSessions web;
    private final Concurrency concurrency;
    private final PathPatterns readOnly;
    private final SessionListeners listeners;
    private final AttributeStorage attributes;
    private final Duration accessInterval;
    private final Optional<Duration> oldIdGrace;
    private final Optional<String> idHeader;
    private final boolean trustsForwardedProto;
    private final boolean idsAreTheContainers;

    FilterSettings(HttpSessionFilterBuilder builder) {
        this(builder, List.of(), false);
    }

    private FilterSettings(HttpSessionFilterBuilder builder, List<EventListener> more, boolean idsAreTheContainers) {
        this.sessions = builder.sessions;
        this.web = WebSessions.of(builder.sessions);
        this.concurrency = builder.concurrency;
        this.readOnly = new PathPatterns(List.copyOf(builder.readOnly));
        this.listeners = new SessionListeners(Stream.concat(builder.listeners.stream(), more.stream())
                .filter(SessionListeners::isOne)
                .toList());
        this.attributes = AttributeStorage.of(builder.codecs, builder.sessions.events());
        this.accessInterval = builder.accessInterval;
        this.oldIdGrace = builder.oldIdGrace;
        this.idHeader = builder.idHeader;
        this.trustsForwardedProto = builder.trustsForwardedProto;
        this.idsAreTheContainers = idsAreTheContainers;
    }

    /** Settings for {@link ContainerSessions}. */
    static FilterSettings ofContainer(HttpSessionFilterBuilder builder, List<EventListener> listeners) {
        return new FilterSettings(builder, listeners, true);
    }

    WebSessions web() {
        return web;
    }

    SessionEvents events() {
        return sessions.events();
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

    IdExchange exchange(HttpServletRequest request, HttpServletResponse response) {
        if (idsAreTheContainers) {
            return new ContainerExchange(request.getRequestedSessionId());
        }
        String cookie = sessions.config().cookie().name();
        return new ServletExchange(request, response, cookie, idHeader, trustsForwardedProto);
    }

    /** Keys of sessions that are no attributes. */
    Set<String> reserved() {
        return idsAreTheContainers ? Set.of(ContainerNotes.KEY) : Set.of();
    }

    boolean exists(String id) {
        return sessions.resume(id, Concurrency.READ_ONLY).isPresent();
    }

    /** A session without a request. */
    Optional<StoredHttpSession> resumed(String id, ServletContext context) {
        ReentrantLock lock = new ReentrantLock();
        return sessions.resume(id, concurrency)
                .map(session -> new OpenedSession(session, concurrency, this, new ContainerExchange(id), lock))
                .map(opened -> new StoredHttpSession(opened, this, context));
    }

    /** Has listeners told of sessions that gc removes, if there are any and the store can; returns what ends it. */
    Runnable tellOfExpired(ServletContext context) {
        boolean canTell = sessions.capabilities().contains(Capability.EXPIRY_HANDOVER);
        return listeners.hearEnds() && canTell
                ? sessions.onExpired(session ->
                        StoredHttpSession.expired(session, this, context).expire())
                : () -> {};
    }

    LiveAttributes newAttributes() {
        return attributes.newLive();
    }

    SessionTimes times(Session session) {
        Instant now = sessions.clock().instant();
        return new SessionTimes(session, now, accessInterval, sessions.config().gcMaxLifetime());
    }
}
