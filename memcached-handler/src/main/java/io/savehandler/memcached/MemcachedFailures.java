package io.savehandler.memcached;

import io.savehandler.SessionStoreException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The one place where the driver's errors become ours. Thread-safe. */
final class MemcachedFailures {
    private final String address;

    /** @param address the server's */
    MemcachedFailures(String address) {
        this.address = address;
    }

    /** No connection: nothing was sent. */
    SessionStoreException notConnected(String operation, Throwable failure) {
        Throwable cause = unwrap(failure);
        return new SessionStoreException(
                operation,
                address,
                whyNotConnected(cause) + ". See TROUBLESHOOTING.md#memcached-unreachable",
                new WireException(cause));
    }

    private static String whyNotConnected(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no connection within the time-out";
        }
        if (cause instanceof WireException wire && wire.kind() == WireException.Kind.REFUSED) {
            return "the server refuses the login";
        }
        return "cannot connect: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /** The request had no time left: nothing was sent. */
    SessionStoreException outOfTime(String operation) {
        TimeoutException cause = new TimeoutException("the request's time is up");
        return new SessionStoreException(operation, address, "the request has no time left", cause);
    }

    /** The data is longer than an item may be: nothing was sent. */
    SessionStoreException tooLarge(String operation, int bytes, int most) {
        String problem = "the session has " + bytes + " bytes and an item takes " + most
                + ". Put less into the session, or raise memcached's -I and savehandler.memcached.max_item_bytes";
        return new SessionStoreException(operation, address, problem, null);
    }

    /**
     * An operation failed after it was sent, or may have been.
     *
     * @param changes whether it changes the store
     */
    SessionStoreException failed(String operation, boolean changes, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof TimeoutException) {
            return new SessionStoreException(
                    operation, address, "no answer within the time-out", changes, new TimeoutException());
        }
        if (!(cause instanceof WireException wire)) {
            return new SessionStoreException(
                    operation, address, cause.getClass().getSimpleName(), changes, cause);
        }
        return switch (wire.kind()) {
            case REFUSED ->
                new SessionStoreException(operation, address, "Memcached refused: " + wire.getMessage(), wire);
            case OVERLOAD ->
                new SessionStoreException(operation, address, "too many operations wait for their answers", wire);
            case NOT_CONNECTED, NOT_SENT ->
                new SessionStoreException(operation, address, "the connection was lost", wire);
            case NO_ANSWER ->
                new SessionStoreException(
                        operation, address, "the connection was lost before the answer", changes, wire);
        };
    }

    /** There was no connection to be had, as with a server that is not there. */
    static boolean isUnreachable(SessionStoreException failure) {
        return failure.getCause() instanceof WireException wire && wire.kind() == WireException.Kind.NOT_CONNECTED;
    }

    /** Nothing has left: whoever wants to may try again. */
    static boolean didNothing(SessionStoreException failure) {
        return failure.getCause() instanceof WireException wire && wire.kind() == WireException.Kind.NOT_SENT;
    }

    /** A connection broke under an operation: whoever only asked may ask again. */
    static boolean lostTheAnswer(SessionStoreException failure) {
        return failure.getCause() instanceof WireException wire && wire.kind() == WireException.Kind.NO_ANSWER;
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && cause != null ? unwrap(cause) : failure;
    }
}
