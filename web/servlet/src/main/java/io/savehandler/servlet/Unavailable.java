package io.savehandler.servlet;

import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers for requests that could not have their session just now. */
final class Unavailable {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.servlet");
    private static final int DEPTH = 16;

    private Unavailable() {}

    /** Answers with status 503 where the session is to blame and the client can still be told; rethrows otherwise. */
    static void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Throwable reason = reason(failure);
        boolean canAnswer = !response.isCommitted()
                && !request.isAsyncStarted()
                && request.getDispatcherType() != DispatcherType.ERROR;
        if (reason == null || !canAnswer) {
            rethrow(failure);
        }
        LOGGER.log(System.Logger.Level.ERROR, "A request could not have its session", failure);
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    /** Whether a failure is one of the session's that may pass. */
    static boolean isReasonOf(Throwable failure) {
        return reason(failure) != null;
    }

    private static @Nullable Throwable reason(Throwable failure) {
        Throwable found = failure;
        for (int i = 0; i < DEPTH && found != null && !mayPass(found); i++) {
            found = found.getCause();
        }
        return found != null && mayPass(found) ? found : null;
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof SessionStoreException
                || failure instanceof SessionLockTimeoutException
                || failure instanceof SessionInterruptedException;
    }

    private static void rethrow(Throwable failure) throws IOException, ServletException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof ServletException servlet) {
            throw servlet;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
