package io.savehandler.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.web.WebSessions;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Gives the handlers of a context their visitor's session. Add one to the context's filters; it may serve many contexts.
 * Thread-safe.
 *
 * <pre>{@code
 * HttpContext shop = server.createContext("/", exchange -> {
 *     Session session = SessionFilter.session(exchange);
 *     session.put("last", Instant.now());
 *     exchange.sendResponseHeaders(200, page.length);
 *     exchange.getResponseBody().write(page);
 *     exchange.close();
 * });
 * shop.getFilters().add(SessionFilter.of(sessions));
 * }</pre>
 *
 * <p>A session starts when the handler first asks for it. It is saved and unlocked by
 * {@link HttpExchange#sendResponseHeaders}, before the first byte of the response leaves, so that the visitor's next
 * request finds it wherever it arrives; at the latest when the handler returns. Afterwards its values can only be read. If
 * the handler throws before, nothing is saved.
 *
 * <p>A handler that throws is answered for: a short page with status 500, or 503 where the session's store or its lock
 * could not be had. What happened goes to the {@link System.Logger} {@code io.savehandler.httpserver}, never to the browser.
 *
 * <p>Handlers and filters behind this one see an exchange of its own making: it is no
 * {@link com.sun.net.httpserver.HttpsExchange} even where the request came by HTTPS.
 */
public final class SessionFilter extends Filter {
    private final FilterChoices choices;

    private SessionFilter(FilterChoices choices) {
        this.choices = choices;
    }

    /**
     * A filter on sessions; whoever built them closes them after the server has stopped.
     *
     * @param sessions where the sessions come from
     */
    public static SessionFilter of(Sessions sessions) {
        return new SessionFilter(new FilterChoices(WebSessions.of(sessions), Optional.empty(), false));
    }

    /**
     * The same filter with ids in a header of requests and responses instead of a cookie, for clients that are programs.
     *
     * @param name for example {@code X-Session-Id}
     */
    public SessionFilter withIdHeader(String name) {
        return new SessionFilter(
                new FilterChoices(choices.sessions(), Optional.of(name), choices.trustsForwardedProto()));
    }

    /**
     * The same filter, which believes the request's {@code X-Forwarded-Proto} when it says that the client used HTTPS, so that
     * the cookie is marked {@code Secure}. Only behind a proxy that always sets this header itself.
     */
    public SessionFilter trustingForwardedProto() {
        return new SessionFilter(new FilterChoices(choices.sessions(), choices.idHeader(), true));
    }

    /** The session of this request, started under its lock at the first call; see {@link #session(HttpExchange, Concurrency)}. */
    public static Session session(HttpExchange exchange) {
        return session(exchange, Concurrency.LOCK);
    }

    /**
     * The session of this request, started at the first call; later calls return the same one, however it was started.
     *
     * @param exchange what the handler was given
     * @param concurrency how the session is shared with the visitor's other requests
     * @return the session; it ends with the response and need not be closed
     * @throws IllegalStateException if the exchange did not come through this filter, or asks for its first session after
     *     the response's headers have been sent
     * @throws io.savehandler.SessionException if the session cannot be started; need not be caught
     */
    public static Session session(HttpExchange exchange, Concurrency concurrency) {
        if (Objects.requireNonNull(exchange, "exchange") instanceof SessionExchange withSession) {
            return withSession.session(concurrency);
        }
        throw new IllegalStateException("This exchange came through no SessionFilter: add SessionFilter.of(sessions) to"
                + " the context's filters, behind any filter that wraps the exchange");
    }

    @Override
    public String description() {
        return "PHP sessions";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        SessionExchange withSession = new SessionExchange(exchange, choices);
        try {
            chain.doFilter(withSession);
            withSession.saveSession();
        } catch (IOException | Error e) {
            withSession.abortSession(e);
            throw e;
        } catch (RuntimeException e) {
            withSession.abortSession(e);
            FailureResponse.to(e).sendOn(exchange);
        }
    }
}
