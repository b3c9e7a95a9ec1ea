package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.savehandler.HandlerContext;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** One server that holds sessions: its connection, its keys and the line of this JVM's requests. Thread-safe. */
final class RedisServer implements AutoCloseable {
    private static final int RELEASES_WAITED_FOR = 2;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(5);

    private final String address;
    private final RedisKeys keys;
    private final RedisLink link;
    private final RedisFailures failures;
    private final Duration connectTimeout;
    private final Duration commandTimeout;
    private final LocalLockQueue queue = new LocalLockQueue();
    private final RedisTurns turns = new RedisTurns();
    private volatile boolean silent;

    RedisServer(RedisServerAddress server, RedisLink link, RedisSettings settings) {
        this(server.toString(), server.keys(), link, server.connectTimeout(settings), server.commandTimeout(settings));
    }

    RedisServer(String address, RedisKeys keys, RedisLink link, Duration connectTimeout, Duration commandTimeout) {
        this.address = address;
        this.keys = keys;
        this.link = link;
        this.failures = new RedisFailures(address);
        this.connectTimeout = connectTimeout;
        this.commandTimeout = commandTimeout;
    }

    RedisKeys keys() {
        return keys;
    }

    /** Where this JVM's requests line up for a session's lock. */
    LocalLockQueue queue() {
        return queue;
    }

    /** Waits until a request is the first of this JVM's that want a session's lock. */
    LocalLockQueue.Place enter(String id, LockAttempts attempts) {
        boolean handedOver = queue.isOccupied(id);
        LocalLockQueue.Place place = queue.enter(id, attempts);
        if (handedOver) {
            turns.next(id);
        }
        return place;
    }

    /** Lets the next of this JVM's requests have a session's lock. */
    void leave(String id, LocalLockQueue.Place place) {
        place.close();
        if (!queue.isOccupied(id)) {
            turns.end(id);
        }
    }

    /**
     * Sends commands that change nothing and waits for the answer.
     *
     * @param timeLeft how long the request may still take; the time-outs bound the wait as well
     * @throws SessionStoreException if there is no answer, or an error
     */
    <T> T ask(
            String operation,
            Duration timeLeft,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
        return call(operation, false, timeLeft, command);
    }

    /**
     * Sends commands that may change something and waits for the answer.
     *
     * @param timeLeft how long the request may still take; the time-outs bound the wait as well
     * @throws SessionStoreException if there is no answer, in which case the outcome is unknown, or an error
     */
    <T> T change(
            String operation,
            Duration timeLeft,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
        return call(operation, true, timeLeft, command);
    }

    /**
     * Gives a lock back if it is still held. What fails is tried again, for it does no harm to do it twice: at once, and then
     * without anybody's waiting until the lease is over. Nobody waits for a server that has just been silent for a whole
     * time-out.
     */
    void release(RedisLease lease, Duration expire) {
        for (int attempt = 0; !silent && attempt < RELEASES_WAITED_FOR; attempt++) {
            try {
                byte[][] keys = {lease.lockKey()};
                change(
                        "unlock",
                        HandlerContext.NO_DEADLINE,
                        commands -> RedisScript.RELEASE.run(commands, keys, lease.token()));
                return;
            } catch (SessionStoreException e) {
                // What the request came for is done or has failed already.
            }
        }
        releaseLater(lease, RedisReply.deadline(expire));
    }

    private void releaseLater(RedisLease lease, long end) {
        byte[][] keys = {lease.lockKey()};
        CompletionStage<?> unused = link.connection()
                .thenCompose(connection -> RedisScript.RELEASE.run(connection.commands(), keys, lease.token()))
                .whenComplete((released, failure) -> {
                    if (failure != null && System.nanoTime() - end < 0) {
                        link.later(() -> releaseLater(lease, end));
                    }
                });
    }

    /** Prolongs a lock without waiting; false where it is lost, true also where there was no answer. */
    CompletionStage<Boolean> renew(RedisLease lease, Duration expire) {
        byte[][] keys = {lease.lockKey()};
        return link.connection()
                .thenCompose(connection -> RedisScript.RENEW.<Long>run(
                        connection.commands(), keys, lease.token(), RedisLock.millis(expire)))
                .handle((renewed, failure) -> failure != null || renewed > 0);
    }

    @Override
    public void close() {
        link.close();
    }

    private <T> T call(
            String operation,
            boolean changes,
            Duration timeLeft,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
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

    private <T> T callOnce(
            String operation,
            boolean changes,
            long end,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
        RedisWire connection = connect(operation, end);
        try {
            T answer = RedisReply.await(
                    command.apply(connection.commands()), Math.min(end, RedisReply.deadline(commandTimeout)));
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
                || !(failure instanceof RedisCommandExecutionException || RedisFailures.isOverload(failure));
    }

    private RedisWire connect(String operation, long end) {
        if (System.nanoTime() - end >= 0) {
            throw failures.outOfTime(operation);
        }
        try {
            return RedisReply.await(link.connection(), Math.min(end, RedisReply.deadline(connectTimeout)));
        } catch (Exception e) {
            silent = e instanceof TimeoutException;
            throw failures.notConnected(operation, e);
        }
    }

    @Override
    public String toString() {
        return address;
    }
}
