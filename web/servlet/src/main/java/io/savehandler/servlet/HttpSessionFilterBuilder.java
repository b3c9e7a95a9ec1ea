package io.savehandler.servlet;

import io.savehandler.Capability;
import io.savehandler.Concurrency;
import io.savehandler.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Builds an {@link HttpSessionFilter}. Not thread-safe. */
public final class HttpSessionFilterBuilder {
    final Sessions sessions;
    final List<String> readOnly = new ArrayList<>();
    final List<EventListener> listeners = new ArrayList<>();
    final List<AttributeCodec> codecs = new ArrayList<>();
    Concurrency concurrency = Concurrency.LOCK;
    Duration accessInterval = Duration.ofMinutes(1);
    Optional<Duration> oldIdGrace = Optional.empty();
    Optional<String> idHeader = Optional.empty();
    boolean trustsForwardedProto;

    HttpSessionFilterBuilder(Sessions sessions) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
    }

    /**
     * Sets how parallel requests of one visitor share the session.
     *
     * @param concurrency {@link Concurrency#LOCK} otherwise: one after the other
     * @throws IllegalArgumentException if {@link Concurrency#READ_ONLY}, which is for single paths: {@link #readOnly}
     * @throws UnsupportedOperationException if {@link Concurrency#MERGE} and the store lacks
     *     {@link Capability#COMPARE_AND_SET}
     */
    public HttpSessionFilterBuilder concurrency(Concurrency concurrency) {
        if (concurrency == Concurrency.READ_ONLY) {
            throw new IllegalArgumentException("An application that never writes a session needs none; use readOnly");
        }
        if (concurrency == Concurrency.MERGE && !sessions.capabilities().contains(Capability.COMPARE_AND_SET)) {
            throw new UnsupportedOperationException("MERGE needs a store with COMPARE_AND_SET");
        }
        this.concurrency = Objects.requireNonNull(concurrency, "concurrency");
        return this;
    }

    /**
     * Has requests of some paths only read the session that the visitor has, so that they wait for nobody. Changing it is an
     * error there. A visitor without a session gets a usual one.
     *
     * @param patterns as in a servlet mapping, within the application: {@code /path}, {@code /path/*}, {@code *.extension}
     * @throws IllegalArgumentException if one is no such pattern
     */
    public HttpSessionFilterBuilder readOnly(String... patterns) {
        for (String pattern : patterns) {
            readOnly.add(PathPatterns.check(pattern));
        }
        return this;
    }

    /**
     * Adds codecs for attributes that are no plain values. The first one that accepts a value stores it.
     *
     * @param codecs each with a name of its own
     */
    public HttpSessionFilterBuilder codecs(AttributeCodec... codecs) {
        this.codecs.addAll(List.of(codecs));
        return this;
    }

    /**
     * Adds a listener: {@code HttpSessionListener}, {@code HttpSessionAttributeListener}, {@code HttpSessionIdListener}, or
     * several of them in one.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public HttpSessionFilterBuilder listener(EventListener listener) {
        if (!SessionListeners.isOne(listener)) {
            throw new IllegalArgumentException(listener.getClass().getName()
                    + " is no HttpSessionListener, HttpSessionAttributeListener or HttpSessionIdListener");
        }
        listeners.add(listener);
        return this;
    }

    /**
     * Sets how old the stored time of the last access may grow while nothing else is stored.
     *
     * @param interval a minute otherwise; zero stores every session at every request
     * @throws IllegalArgumentException if negative
     */
    public HttpSessionFilterBuilder accessInterval(Duration interval) {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval must not be negative: " + interval);
        }
        this.accessInterval = interval;
        return this;
    }

    /**
     * Has {@code changeSessionId} leave a copy under the old id for a while, for requests that are under way with it; what they
     * change is not stored. Otherwise the old id is unknown at once.
     *
     * @param grace in whole seconds
     * @throws IllegalArgumentException if shorter than a second
     */
    public HttpSessionFilterBuilder oldIdGrace(Duration grace) {
        if (grace.toSeconds() < 1) {
            throw new IllegalArgumentException("grace must be at least a second, not " + grace);
        }
        this.oldIdGrace = Optional.of(grace);
        return this;
    }

    /**
     * Has ids travel in a header of requests and responses instead of a cookie, for clients that are programs.
     *
     * @param name for example {@code X-Session-Id}
     */
    public HttpSessionFilterBuilder idHeader(String name) {
        this.idHeader = Optional.of(name);
        return this;
    }

    /**
     * Believes the request's {@code X-Forwarded-Proto} when it says that the client used HTTPS, so that the cookie is marked
     * {@code Secure}. Only behind a proxy that always sets this header itself.
     */
    public HttpSessionFilterBuilder trustForwardedProto() {
        this.trustsForwardedProto = true;
        return this;
    }

    /**
     * Returns the filter.
     *
     * @throws IllegalArgumentException if two codecs have one name
     */
    public HttpSessionFilter build() {
        return new HttpSessionFilter(new FilterSettings(this));
    }
}
