package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.savehandler.SessionStoreException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The one place where the driver's errors become ours. Thread-safe. */
final class RedisFailures {
    private final String address;

    /** @param address the server's, without credentials */
    RedisFailures(String address) {
        this.address = address;
    }

    /** No connection: nothing was sent. */
    SessionStoreException notConnected(String operation, Throwable failure) {
        Throwable cause = unwrap(failure);
        String problem = cause instanceof TimeoutException
                ? "no connection within the time-out. See TROUBLESHOOTING.md#redis-unreachable"
                : "cannot connect: " + reason(cause) + ". See TROUBLESHOOTING.md#redis-unreachable";
        return new SessionStoreException(operation, address, problem, cause);
    }

    /** The request had no time left: nothing was sent. */
    SessionStoreException outOfTime(String operation) {
        TimeoutException cause = new TimeoutException("the request's time is up");
        return new SessionStoreException(operation, address, "the request has no time left", cause);
    }

    /**
     * A command failed after it was sent, or may have been.
     *
     * @param changes whether the command changes the store
     */
    SessionStoreException failed(String operation, boolean changes, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof RedisCommandExecutionException) {
            return new SessionStoreException(operation, address, "Redis refused: " + cause.getMessage(), cause);
        }
        String problem = cause instanceof TimeoutException
                ? "no answer within the time-out"
                : "the connection was lost before the answer: " + reason(cause);
        return new SessionStoreException(operation, address, problem, changes, cause);
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && cause != null ? unwrap(cause) : failure;
    }

    /** What lies behind a driver's "Unable to connect". */
    private static String reason(Throwable cause) {
        Throwable inner = cause.getCause();
        Throwable telling = cause instanceof RedisConnectionException && inner != null ? inner : cause;
        return telling.getMessage() == null ? telling.getClass().getSimpleName() : telling.getMessage();
    }
}
