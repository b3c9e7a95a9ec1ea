package io.savehandler.tomcat;

import io.savehandler.servlet.ContainerRequest;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Saves each request's session at the end, unless its response has left before. */
final class SavingValve extends ValveBase {
    private final SavehandlerSessions manager;

    SavingValve(SavehandlerSessions manager) {
        super(true);
        this.manager = manager;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        TomcatRequest work = manager.begin(request, response);
        try (Work begun = new Work(work)) {
            invoke(request, response, work.container());
        }
    }

    private void invoke(Request request, Response response, ContainerRequest session)
            throws IOException, ServletException {
        session.enter();
        try {
            getNext().invoke(request, response);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            leaveAfter(failure, session);
            session.answer(failure);
            return;
        }
        try {
            session.leave();
        } catch (RuntimeException failure) {
            session.answer(failure);
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            answerInstead(failure, request, session);
        }
    }

    private static void leaveAfter(Throwable failure, ContainerRequest session) {
        try {
            session.leave();
        } catch (RuntimeException e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    /** By now Tomcat has made a failure of the application a status of 500. */
    private static void answerInstead(Throwable failure, Request request, ContainerRequest session) throws IOException {
        if (session.isToBlame(failure)) {
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            try {
                session.answer(failure);
            } catch (ServletException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
