package io.savehandler.jetty;

import io.savehandler.SessionException;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Makes Jetty answer with status 503. A store's exception would not: Jetty logs it and goes on as if the store did not know the
 * session, with a new one and a new cookie. Only for reading: what a save throws must be an exception, or Jetty does not end the
 * response.
 */
final class NoSessionError extends Error implements HttpException {
    private static final long serialVersionUID = 1L;

    private NoSessionError(SessionException reason) {
        super("The session could not be had", reason);
    }

    /** Reads from the store. */
    static <T> T orElse503(Supplier<T> read) {
        try {
            return read.get();
        } catch (SessionStoreException | SessionLockTimeoutException | SessionInterruptedException e) {
            throw new NoSessionError(e);
        }
    }

    @Override
    public int getCode() {
        return HttpStatus.SERVICE_UNAVAILABLE_503;
    }

    @Override
    public String getReason() {
        return HttpStatus.getMessage(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
}
