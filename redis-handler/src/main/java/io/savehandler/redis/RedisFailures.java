package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisNoScriptException;
import io.savehandler.SessionStoreException;
import io.savehandler.SessionUnconfirmedException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

    /** A node of a cluster is left alone because it could not be connected to just now: nothing was sent. */
    SessionStoreException resting(String operation, String node, Throwable failure) {
        String problem = "cannot connect to the cluster's " + node + ": " + reason(unwrap(failure))
                + "; it is tried again after a pause. See TROUBLESHOOTING.md#redis-unreachable";
        return new SessionStoreException(operation, address, problem, unwrap(failure));
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

    /**
     * A node of a cluster has refused a command that another node takes; or the connection was found closed before the whole
     * command was sent.
     */
    static boolean didNothing(SessionStoreException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof ClosedChannelException
                || (cause != null && isUnsent(cause))
                || (cause instanceof RedisCommandExecutionException && isElsewhere(cause));
    }

    /** The server does not know a script by its hash. */
    static boolean isUnknownScript(@Nullable Throwable failure) {
        return failure instanceof RedisNoScriptException;
    }

    /** The driver has not sent a command because it had no connection. */
    static boolean isUnsent(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("Currently not connected");
    }

    /** A cluster is moving the slot and has refused a command on several keys: not all of them are at one node. */
    static boolean isTornSlot(SessionStoreException failure) {
        return failure.getCause() instanceof RedisCommandExecutionException refusal
                && String.valueOf(refusal.getMessage()).startsWith("TRYAGAIN");
    }

    /** The slot of a cluster is, or will be, at another node. */
    static boolean isElsewhere(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return text.startsWith("MOVED ") || text.startsWith("ASK ");
    }

    /** All connections that wait for replicas are in use: nothing was sent. */
    SessionStoreException noneFree(String operation, int connections) {
        String problem = "all " + connections + " connections that wait for replicas are in use; raise"
                + " savehandler.redis.wait_connections, or see to the replicas. See TROUBLESHOOTING.md#redis-replicas-missing";
        return new SessionStoreException(operation, address, problem, null);
    }

    /** Too few replicas have the change. */
    SessionUnconfirmedException unconfirmed(String operation, int confirmed, int wanted, @Nullable Throwable failure) {
        String reason = failure == null ? "" : ": " + failure.getMessage();
        String problem = confirmed + " of " + wanted + " replicas are known to have the change" + reason
                + ". See TROUBLESHOOTING.md#redis-replicas-missing";
        return new SessionUnconfirmedException(operation, address, problem, confirmed, wanted, failure);
    }

    /** A connection broke under a command: whoever only asked may ask again. */
    static boolean lostTheAnswer(SessionStoreException failure) {
        Throwable cause = failure.getCause();
        return cause != null
                && !(cause instanceof RedisCommandExecutionException)
                && !(cause instanceof RedisConnectionException)
                && !(cause instanceof TimeoutException)
                && !isOverload(cause);
    }

    /** More commands wait for their answers than may. */
    static boolean isOverload(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("Request queue size exceeded");
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && cause != null ? unwrap(cause) : failure;
    }

    /** What lies behind a driver's "Unable to connect". */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return text.contains("closed prematurely") ? "closed while logging in; is the login right? " + text : text;
    }
}
