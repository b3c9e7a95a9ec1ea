package io.savehandler.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** An asynchronous request whose session is saved before its response is complete. */
final class ReleasingAsyncContext implements AsyncContext {
    private final AsyncContext context;
    private final RequestSession session;

    ReleasingAsyncContext(AsyncContext context, RequestSession session) {
        this.context = context;
        this.session = session;
    }

    /** Completes even where the session cannot be saved; then the error is thrown. */
    @Override
    public void complete() {
        try {
            session.release(true);
        } finally {
            context.complete();
        }
    }

    @Override
    public void dispatch() {
        session.release(true);
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        session.release(true);
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servletContext, String path) {
        session.release(true);
        context.dispatch(servletContext, path);
    }

    @Override
    public ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void start(Runnable run) {
        context.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        context.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public void setTimeout(long timeout) {
        context.setTimeout(timeout);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
    }
}
