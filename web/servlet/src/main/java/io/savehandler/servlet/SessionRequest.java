package io.savehandler.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** A request whose sessions come from the filter. */
final class SessionRequest extends HttpServletRequestWrapper {
    private final SessionResponse response;
    private final RequestSession session;

    SessionRequest(HttpServletRequest request, SessionResponse response, RequestSession session) {
        super(request);
        this.response = response;
        this.session = session;
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return session.get(create);
    }

    @Override
    public @Nullable HttpSession getSession() {
        return getSession(true);
    }

    @Override
    public String changeSessionId() {
        return session.changeId();
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return session.requestedId();
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return session.requestedIdIsValid();
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        return session.requestedIdIsFromCookie();
    }

    @Override
    public boolean isRequestedSessionIdFromURL() {
        return false;
    }

    /** With this request and its response, so that the asynchronous part finds the session too. */
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        AsyncContext context = super.startAsync(request, response);
        context.addListener(new ReleaseAtEnd(session), request, response);
        return new ReleasingAsyncContext(context, session);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new ReleasingAsyncContext(super.getAsyncContext(), session);
    }
}
