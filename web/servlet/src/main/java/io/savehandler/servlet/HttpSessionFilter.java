package io.savehandler.servlet;

import io.savehandler.Sessions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a web application its {@code HttpSession} from any session handler. It is the application's first filter, for all
 * paths and all kinds of dispatch, and allows asynchronous requests. Thread-safe.
 *
 * <pre>{@code
 * HttpSessionFilter.of(sessions).addTo(servletContext);
 * }</pre>
 *
 * <p>A session is opened when the application first asks for it, and saved and unlocked before the response is committed; at
 * the latest when the request, or the container's part of an asynchronous one, is over. What an application changes later is
 * stored all the same: the session is opened and saved again. Sessions are also saved where the application throws.
 *
 * <p>An object that was got from the session and changed without being set again is stored if its codec
 * {@link AttributeCodec#canChange says so}. Listeners of sessions are told what {@link HttpSessionFilterBuilder#listener} was
 * given; what the container has registered knows its own sessions only.
 *
 * <p>A store or lock that cannot be had is answered with status 503, unless the {@link Sessions} were built to go on without.
 */
public final class HttpSessionFilter implements Filter {
    /**
     * The request attribute that, set to {@code Boolean.TRUE} before the session is first asked for, has the request only read
     * it: {@value}.
     */
    public static final String READ_ONLY = "io.savehandler.servlet.READ_ONLY";

    private @Nullable FilterSettings settings;
    private @Nullable Sessions own;
    private Runnable stopListening = () -> {};

    /** For a web.xml: {@link #init} reads the settings from its {@code init-param}s. */
    public HttpSessionFilter() {}

    HttpSessionFilter(FilterSettings settings) {
        this.settings = settings;
    }

    /**
     * A filter with nothing but defaults; see {@link #builder}.
     *
     * @param sessions where the sessions come from; closed by whoever built them
     */
    public static HttpSessionFilter of(Sessions sessions) {
        return builder(sessions).build();
    }

    /**
     * Starts a filter.
     *
     * @param sessions where the sessions come from; closed by whoever built them
     */
    public static HttpSessionFilterBuilder builder(Sessions sessions) {
        return new HttpSessionFilterBuilder(sessions);
    }

    /**
     * Registers this filter with an application that is starting, before the filters that it has so far.
     *
     * @return the registration, to be changed where that is needed
     * @throws IllegalStateException if the application has started
     */
    public FilterRegistration.Dynamic addTo(ServletContext context) {
        FilterRegistration.Dynamic registration = Objects.requireNonNull(
                context.addFilter("savehandler", this), "The application has a filter named savehandler already");
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        return registration;
    }

    /**
     * Reads the {@code init-param}s of a filter that a web.xml names; nothing for one that was built. Its listeners hear of
     * sessions that gc removes from then on.
     *
     * @throws io.savehandler.SessionConfigurationException if a parameter is unknown or unusable
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        if (settings == null) {
            FilterParameters parameters = FilterParameters.of(config);
            own = parameters.sessions();
            settings = parameters.settings();
        }
        stopListening = Objects.requireNonNull(settings).tellOfExpired(config.getServletContext());
    }

    /** Hears no more of expired sessions, and closes the sessions that {@link #init} has made. */
    @Override
    public void destroy() {
        stopListening.run();
        if (own != null) {
            own.close();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            filter(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        FilterSettings known =
                Objects.requireNonNull(settings, "The container must call init before it uses the filter");
        RequestSession session = RequestSession.of(request, response, known);
        session.enter();
        try {
            if (isWrapped(request)) {
                chain.doFilter(request, response);
            } else {
                SessionResponse wrapped = new SessionResponse(response, session);
                chain.doFilter(new SessionRequest(request, wrapped, session), wrapped);
            }
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            leaveAfter(failure, session);
            Unavailable.answer(failure, request, response);
            return;
        }
        leave(session, request, response);
    }

    private static void leave(RequestSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            session.leave();
        } catch (RuntimeException failure) {
            Unavailable.answer(failure, request, response);
        }
    }

    private static void leaveAfter(Throwable failure, RequestSession session) {
        try {
            session.leave();
        } catch (RuntimeException e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    private static boolean isWrapped(HttpServletRequest request) {
        return request instanceof SessionRequest
                || (request instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(SessionRequest.class));
    }
}
