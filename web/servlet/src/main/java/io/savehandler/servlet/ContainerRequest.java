package io.savehandler.servlet;

import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request of {@link ContainerSessions}. Thread-safe: an asynchronous request may use it on two threads. */
public final class ContainerRequest {
    private final RequestSession session;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    ContainerRequest(RequestSession session, HttpServletRequest request, HttpServletResponse response) {
        this.session = session;
        this.request = request;
        this.response = response;
    }

    /** A response for the application, which saves the session before its first byte leaves. */
    public HttpServletResponse savingResponse() {
        return new SessionResponse(response, session);
    }

    /** A dispatch begins. */
    public void enter() {
        session.enter();
    }

    /**
     * A dispatch is over; the outermost one saves the session and lets it go.
     *
     * @throws io.savehandler.SessionException if it cannot be saved
     */
    public void leave() {
        session.leave();
    }

    /** Saves the session and lets it go where it is open; for the end of a request, whatever came after {@link #leave}. */
    public void release() {
        session.release(false);
    }

    /**
     * The session, opened when it is first asked for.
     *
     * @param create whether one is made where there is none
     * @throws io.savehandler.SessionException if the store or the lock cannot be had
     * @throws IllegalStateException if one is to be made after the response's headers have been sent
     */
    public @Nullable HttpSession session(boolean create) {
        return session.get(create);
    }

    /**
     * Moves the session to a new id.
     *
     * @return the new id
     * @throws IllegalStateException if there is no session, or the client cannot be told any more
     */
    public String changeId() {
        return session.changeId();
    }

    /**
     * What the container has noted in the session, beside the application's attributes: in {@code $_SESSION['_container']}.
     *
     * @return {@link PhpNull} where that is nothing, or there is no session
     */
    public PhpValue note(String name) {
        StoredHttpSession current = session.get(false);
        return current == null ? PhpNull.NULL : current.note(name);
    }

    /**
     * Notes something in the session.
     *
     * @param value {@link PhpNull} takes the note away
     * @throws IllegalStateException if there is no session, or it is read-only
     */
    public void note(String name, PhpValue value) {
        StoredHttpSession current = session.get(false);
        if (current == null) {
            throw new IllegalStateException("The session has ended");
        }
        current.note(name, value);
    }

    /** An asynchronous context, just started, that saves the session whenever the request goes on or ends. */
    public AsyncContext started(AsyncContext context, ServletRequest request, ServletResponse response) {
        context.addListener(new ReleaseAtEnd(session), request, response);
        return releasing(context);
    }

    /** The asynchronous context of a request that has been {@link #started}. */
    public AsyncContext releasing(AsyncContext context) {
        return new ReleasingAsyncContext(context, session);
    }

    /** Whether a failure comes from a store or lock that could not be had just now. */
    public boolean isToBlame(Throwable failure) {
        return Unavailable.isReasonOf(failure);
    }

    /**
     * Answers with status 503 where the session is to blame for a failure and the client can still be told.
     *
     * @throws IOException the failure itself, otherwise; like the other two
     */
    public void answer(Throwable failure) throws IOException, ServletException {
        Unavailable.answer(failure, request, response);
    }
}
