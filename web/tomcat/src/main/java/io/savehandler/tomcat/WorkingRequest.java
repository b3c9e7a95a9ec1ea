package io.savehandler.tomcat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The application's view of a request, which tells the manager on whichever thread that it is this one that asks. */
final class WorkingRequest extends HttpServletRequestWrapper {
    private final HttpServletResponse response;
    private final TomcatRequest work;

    WorkingRequest(HttpServletRequest request, HttpServletResponse response, TomcatRequest work) {
        super(request);
        this.response = response;
        this.work = work;
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        try (Work begun = new Work(work)) {
            return super.getSession(create);
        }
    }

    @Override
    public @Nullable HttpSession getSession() {
        return getSession(true);
    }

    @Override
    public String changeSessionId() {
        try (Work begun = new Work(work)) {
            return super.changeSessionId();
        }
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        try (Work begun = new Work(work)) {
            return super.isRequestedSessionIdValid();
        }
    }

    @Override
    public void login(String user, String password) throws ServletException {
        try (Work begun = new Work(work)) {
            super.login(user, password);
        }
    }

    @Override
    public void logout() throws ServletException {
        try (Work begun = new Work(work)) {
            super.logout();
        }
    }

    @Override
    public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
        try (Work begun = new Work(work)) {
            return super.authenticate(answer);
        }
    }

    /** With this request and its response, so that the asynchronous part finds the session too. */
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return work.container().started(super.startAsync(request, response), request, response);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return work.container().releasing(super.getAsyncContext());
    }
}
