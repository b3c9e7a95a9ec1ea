package io.savehandler.spring;

import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers with status 503 where Spring Session could not have or save a session just now. Thread-safe. */
final class StoreFailureFilter implements Filter {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.spring");
    private static final int DEPTH = 16;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (!isOfTheStore(failure)
                    || response.isCommitted()
                    || request.getDispatcherType() == DispatcherType.ERROR
                    || !(response instanceof HttpServletResponse answer)) {
                throw failure;
            }
            LOGGER.log(System.Logger.Level.ERROR, "A request could not have its session", failure);
            answer.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static boolean isOfTheStore(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; i < DEPTH && cause != null; i++) {
            if (cause instanceof SessionStoreException
                    || cause instanceof SessionLockTimeoutException
                    || cause instanceof SessionInterruptedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
