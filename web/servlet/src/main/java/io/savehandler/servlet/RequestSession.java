package io.savehandler.servlet;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request, through all of its dispatches; opened when the application first asks for it. Thread-safe: an
 * asynchronous request may use it on two threads.
 */
final class RequestSession {
    private static final String ATTRIBUTE = RequestSession.class.getName();

    private final FilterSettings settings;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final IdExchange exchange;
    private final @Nullable String requestedId;
    private final String path;
    private final ReentrantLock lock = new ReentrantLock();
    private int dispatches;
    private boolean lookedUp;
    private boolean requestedIdIsValid;
    private @Nullable StoredHttpSession current;

    private RequestSession(FilterSettings settings, HttpServletRequest request, HttpServletResponse response) {
        this.settings = settings;
        this.request = request;
        this.response = response;
        this.exchange = settings.exchange(request, response);
        this.requestedId = exchange.cookie("");
        this.path = PathPatterns.pathOf(request);
    }

    /** The session of a request: the one of an earlier dispatch of it, if there was one. */
    static RequestSession of(HttpServletRequest request, HttpServletResponse response, FilterSettings settings) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestSession known && known.settings == settings) {
            known.exchange.restoreCookie();
            return known;
        }
        RequestSession made = new RequestSession(settings, request, response);
        request.setAttribute(ATTRIBUTE, made);
        return made;
    }

    /** A dispatch begins. */
    void enter() {
        dispatches++;
    }

    /** A dispatch is over; the outermost one saves the session. */
    void leave() {
        dispatches--;
        if (dispatches == 0) {
            release(request.isAsyncStarted());
        }
    }

    /** The id that the client sent. */
    @Nullable String requestedId() {
        return requestedId;
    }

    boolean requestedIdIsFromCookie() {
        return requestedId != null && !settings.hasIdHeader();
    }

    boolean requestedIdIsValid() {
        get(false);
        return requestedIdIsValid;
    }

    /**
     * The session.
     *
     * @param create whether one is made where there is none
     * @throws IllegalStateException if one is to be made after the response's headers have been sent
     */
    @Nullable StoredHttpSession get(boolean create) {
        lock.lock();
        try {
            StoredHttpSession known = current;
            if (known == null || !known.isValid()) {
                known = known == null && !lookedUp ? resumed() : null;
                lookedUp = true;
                current = known == null && create ? started() : known;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the session to a new id and tells the client.
     *
     * @throws IllegalStateException if there is no session, or the client cannot be told any more
     */
    String changeId() {
        StoredHttpSession session = get(false);
        if (session == null) {
            throw new IllegalStateException("There is no session whose id could be changed");
        }
        requireUncommitted("changed its id");
        return session.changeId();
    }

    /** See {@link StoredHttpSession#release}. */
    void release(boolean goesOn) {
        lock.lock();
        try {
            if (current != null) {
                current.release(goesOn);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the client its new id again, after somebody has reset the response. */
    void restoreCookie() {
        exchange.restoreCookie();
    }

    private @Nullable StoredHttpSession resumed() {
        Concurrency concurrency = settings.concurrencyFor(request, path);
        Optional<Session> found = settings.web().resume(exchange, concurrency);
        if (found.isEmpty()) {
            return null;
        }
        StoredHttpSession session = view(found.get(), concurrency);
        if (session.endIfRunOut()) {
            return null;
        }
        requestedIdIsValid = true;
        return session;
    }

    private StoredHttpSession started() {
        requireUncommitted("got its first session");
        exchange.identify(null);
        StoredHttpSession session = view(settings.web().start(exchange, settings.writable()), settings.writable());
        settings.listeners().created(session);
        return session;
    }

    private StoredHttpSession view(Session session, Concurrency concurrency) {
        OpenedSession opened = new OpenedSession(session, concurrency, settings, exchange, lock);
        return new StoredHttpSession(opened, settings, request.getServletContext());
    }

    private void requireUncommitted(String what) {
        if (response.isCommitted()) {
            throw new IllegalStateException("The response's headers had been sent when the request " + what
                    + ", so the client could not be told; do it earlier. See TROUBLESHOOTING.md#response-committed");
        }
    }
}
