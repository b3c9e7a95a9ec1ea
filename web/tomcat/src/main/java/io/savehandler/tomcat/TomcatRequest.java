package io.savehandler.tomcat;

import io.savehandler.servlet.ContainerRequest;
import jakarta.servlet.http.HttpSession;
import org.apache.catalina.Container;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/** One request and its session. Thread-safe: an asynchronous request may use it on two threads. */
final class TomcatRequest {
    private static final String NOTE = TomcatRequest.class.getName();

    private final SavehandlerSessions manager;
    private final Request request;
    private final ContainerRequest container;
    private @Nullable RequestedSession known;

    private TomcatRequest(SavehandlerSessions manager, Request request, ContainerRequest container) {
        this.manager = manager;
        this.request = request;
        this.container = container;
    }

    /** The same for all dispatches of a request. */
    static TomcatRequest of(Request request, Response response, SavehandlerSessions manager) {
        if (request.getNote(NOTE) instanceof TomcatRequest made && made.manager == manager) {
            return made;
        }
        ContainerRequest container = manager.sessions().begin(request.getRequest(), response.getResponse());
        TomcatRequest made = new TomcatRequest(manager, request, container);
        response.setResponse(container.savingResponse());
        request.setRequest(new WorkingRequest(request.getRequest(), response.getResponse(), made));
        request.setNote(NOTE, made);
        return made;
    }

    SavehandlerSessions manager() {
        return manager;
    }

    ContainerRequest container() {
        return container;
    }

    /** Whether an id is the one that the client sent, or the session's own by now. */
    synchronized boolean owns(String id) {
        return id.equals(request.getRequestedSessionId()) || (known != null && id.equals(known.getIdInternal()));
    }

    @Nullable RequestedSession session() {
        HttpSession session = container.session(false);
        return session == null ? null : viewOf(session);
    }

    RequestedSession newSession() {
        HttpSession session = container.session(true);
        if (session == null) {
            throw new IllegalStateException("The session has ended");
        }
        return viewOf(session);
    }

    private synchronized RequestedSession viewOf(HttpSession session) {
        RequestedSession view = known;
        if (view == null || !view.shows(session)) {
            view = new RequestedSession(this, session);
            known = view;
        }
        return view;
    }

    /** Each request has a view of its own, so listeners that Tomcat has given to an earlier one would not be told. */
    void tellSingleSignOn(RequestedSession ended) {
        if (request.getNote(Constants.REQ_SSOID_NOTE) instanceof String id) {
            Container container = manager.getContext();
            for (; container != null; container = container.getParent()) {
                for (Valve valve : container.getPipeline().getValves()) {
                    if (valve instanceof SingleSignOn signOn) {
                        signOn.sessionDestroyed(id, ended);
                    }
                }
            }
        }
    }
}
