package io.savehandler.tomcat;

import io.savehandler.servlet.ContainerSessions;
import io.savehandler.servlet.HttpSessionFilterBuilder;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.EventListener;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.session.ManagerBase;
import org.jspecify.annotations.Nullable;

/**
 * A session manager for Tomcat 10.1 and 11 that keeps nothing in memory: each request reads its session from the store, and the
 * session is saved before the response's first byte leaves. Any number of nodes share the sessions, and none needs to be sticky.
 * Unlike a filter's, these sessions are Tomcat's own, with its cookie and its log-in.
 *
 * <pre>{@code
 * <Context>
 *   <Manager className="io.savehandler.tomcat.SavehandlerSessions"
 *            session.save_handler="redis" session.save_path="tcp://127.0.0.1:6379"/>
 * </Context>
 * }</pre>
 *
 * <p>Attributes of the element are the settings of {@link io.savehandler.servlet.HttpSessionFilter} under the same names. The
 * application's {@code session-timeout} is {@code session.gc_maxlifetime} where that is not set. The element comes before any
 * {@code Valve} that uses sessions. Thread-safe once it is started.
 */
public final class SavehandlerSessions extends ManagerBase {
    private static final String LIFETIME = "session.gc_maxlifetime";

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final @Nullable HttpSessionFilterBuilder builder;

    @SuppressWarnings("ThreadLocalUsage") // one for each application
    private final ThreadLocal<@Nullable TomcatRequest> current = new ThreadLocal<>();

    private volatile @Nullable ContainerSessions started;

    /** For a {@code context.xml}; {@link #setProperty} takes the settings. */
    public SavehandlerSessions() {
        this.builder = null;
    }

    /**
     * For an embedded Tomcat; give it to {@code Context.setManager}.
     *
     * @param builder the settings, of which those about cookies, headers and proxies have no effect here
     */
    public SavehandlerSessions(HttpSessionFilterBuilder builder) {
        this.builder = Objects.requireNonNull(builder, "builder");
    }

    /**
     * Takes an attribute of the {@code Manager} element.
     *
     * @param name a setting; an unknown one fails when the application starts
     * @return true
     */
    public boolean setProperty(String name, String value) {
        parameters.put(name, value);
        return true;
    }

    /** So early that its valve comes before those that Tomcat adds for the log-in. */
    @Override
    public void setContext(Context context) {
        super.setContext(context);
        if (context != null) {
            context.getPipeline().addValve(new SavingValve(this));
        }
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        try {
            started = builder == null ? fromParameters() : ContainerSessions.of(builder, listeners());
        } catch (ServletException | RuntimeException e) {
            throw new LifecycleException("The settings of the sessions cannot be used", e);
        }
        setState(LifecycleState.STARTING);
    }

    private ContainerSessions fromParameters() throws ServletException {
        Map<String, String> settings = new LinkedHashMap<>(parameters);
        int minutes = getContext().getSessionTimeout();
        if (minutes > 0) {
            settings.putIfAbsent(LIFETIME, Integer.toString(60 * minutes));
        }
        return ContainerSessions.of(settings, listeners(), getContext().getServletContext());
    }

    private List<EventListener> listeners() {
        Set<EventListener> all = Collections.newSetFromMap(new IdentityHashMap<>());
        return Stream.of(
                        getContext().getApplicationLifecycleListeners(),
                        getContext().getApplicationEventListeners())
                .flatMap(Stream::of)
                .map(EventListener.class::cast)
                .filter(all::add)
                .toList();
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        ContainerSessions closing = started;
        started = null;
        if (closing != null) {
            closing.close();
        }
        super.stopInternal();
    }

    ContainerSessions sessions() {
        ContainerSessions running = started;
        if (running == null) {
            throw new IllegalStateException("The application has not started, or has stopped");
        }
        return running;
    }

    TomcatRequest begin(Request request, Response response) {
        return TomcatRequest.of(request, response, this);
    }

    /**
     * Says which request this thread works for; Tomcat asks for sessions by their ids alone.
     *
     * @return what it worked for before, to be said again at the end
     */
    @Nullable TomcatRequest workFor(@Nullable TomcatRequest request) {
        TomcatRequest before = current.get();
        if (request == null) {
            current.remove();
        } else {
            current.set(request);
        }
        return before;
    }

    /**
     * Makes the session of the request that this thread works for.
     *
     * @param id has no say: a client's own id is never taken over
     */
    @Override
    public Session createSession(@Nullable String id) {
        TomcatRequest request = current.get();
        if (request == null) {
            throw new IllegalStateException("Sessions are made in requests to the application itself only, not in those"
                    + " that another application has dispatched to it");
        }
        return request.newSession();
    }

    /** The request's own session with all it can do; of any other one only whether it is there, and its end. */
    @Override
    public @Nullable Session findSession(@Nullable String id) {
        if (id == null) {
            return null;
        }
        TomcatRequest request = current.get();
        if (request != null && request.owns(id)) {
            return request.session();
        }
        return sessions().exists(id) ? new SessionElsewhere(this, id) : null;
    }

    /** Moves a session to a new id. */
    @Override
    public String rotateSessionId(Session session) {
        if (session instanceof RequestedSession own) {
            return own.changeId();
        }
        throw new IllegalStateException("Only the request's own session can change its id");
    }

    /**
     * Not possible: the store makes the ids.
     *
     * @throws UnsupportedOperationException always; see {@link #rotateSessionId}
     */
    @Override
    public void changeSessionId(Session session, String newId) {
        throw new UnsupportedOperationException("The store makes the ids; call rotateSessionId");
    }

    /** Nothing, since nothing is kept. */
    @Override
    public void add(Session session) {}

    /** Nothing, since nothing is kept. */
    @Override
    public void remove(Session session, boolean update) {}

    /** Nothing, since nothing is kept. */
    @Override
    public void load() {}

    /** Nothing, since nothing is kept. */
    @Override
    public void unload() {}
}
