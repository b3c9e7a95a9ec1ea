package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisReadOnlyException;
import io.savehandler.SessionStoreException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * What is said to a server over one link, and waited for. Nothing that may have changed something is said twice; failures
 * become ours. Thread-safe.
 */
final class RedisCalls {
    private static final Duration RETRY_PAUSE = Duration.ofMillis(5);

    private final RedisLink link;
    private final RedisFailures failures;
    private final Duration connectTimeout;
    private final Duration commandTimeout;
    private volatile boolean silent;

    RedisCalls(RedisLink link, RedisFailures failures, Duration connectTimeout, Duration commandTimeout) {
        this.link = link;
        this.failures = failures;
        this.connectTimeout = connectTimeout;
        this.commandTimeout = commandTimeout;
    }

    RedisLink link() {
        return link;
    }

    /** Whether the server has just said nothing for a whole time-out. */
    boolean isSilent() {
        return silent;
    }

    /**
     * Sends commands and waits for the answer.
     *
     * @param changes whether they may change something; if there is no answer then, the outcome is unknown
     * @param timeLeft how long the request may still take; the time-outs bound the wait as well
     * @throws SessionStoreException if there is no answer, or an error
     */
    <T> T call(
            String operation,
            boolean changes,
            Duration timeLeft,
            Function<RedisWire, ? extends CompletionStage<T>> command) {
        long end = RedisReply.deadline(timeLeft);
        long lastRetry = Math.min(end, RedisReply.deadline(commandTimeout));
        for (boolean first = true; ; first = false) {
            try {
                return callOnce(operation, changes, end, command);
            } catch (SessionStoreException e) {
                boolean harmless = RedisFailures.didNothing(e) || (first && !changes && RedisFailures.lostTheAnswer(e));
                if (!harmless || System.nanoTime() - lastRetry >= 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
        }
    }

    /** Sends commands that change nothing, and sends them once whatever comes of it. */
    <T> T callOnce(String operation, Duration timeLeft, Function<RedisWire, ? extends CompletionStage<T>> command) {
        return callOnce(operation, false, RedisReply.deadline(timeLeft), command);
    }

    private <T> T callOnce(
            String operation, boolean changes, long end, Function<RedisWire, ? extends CompletionStage<T>> command) {
        RedisWire connection = connect(operation, end);
        try {
            T answer = RedisReply.await(command.apply(connection), Math.min(end, RedisReply.deadline(commandTimeout)));
            silent = false;
            return answer;
        } catch (TimeoutException e) {
            if (System.nanoTime() - end < 0) {
                silent = true;
                link.drop(connection);
            }
            throw failures.failed(operation, changes, e);
        } catch (Exception e) {
            if (mayBeAboutTheWrongNode(RedisFailures.unwrap(e))) {
                link.drop(connection);
            }
            throw failures.failed(operation, changes, e);
        }
    }

    /** A demoted master, or a node of a cluster that has gone: the next connection finds out who is in charge now. */
    private static boolean mayBeAboutTheWrongNode(Throwable failure) {
        return failure instanceof RedisReadOnlyException
                || RedisFailures.isElsewhere(failure)
                || !(failure instanceof RedisCommandExecutionException || RedisFailures.isOverload(failure));
    }

    private RedisWire connect(String operation, long end) {
        if (System.nanoTime() - end >= 0) {
            throw failures.outOfTime(operation);
        }
        try {
            return RedisReply.await(link.connection(), Math.min(end, RedisReply.deadline(connectTimeout)));
        } catch (Exception e) {
            if (System.nanoTime() - end < 0) {
                silent = e instanceof TimeoutException;
            }
            throw failures.notConnected(operation, e);
        }
    }
}
