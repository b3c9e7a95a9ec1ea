package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisReadOnlyException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.StoreReply;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final long connectNanos;
    private final long commandNanos;
    private volatile boolean silent;

    RedisCalls(RedisLink link, RedisFailures failures, Duration connectTimeout, Duration commandTimeout) {
        this.link = link;
        this.failures = failures;
        this.connectNanos = StoreReply.nanos(connectTimeout);
        this.commandNanos = StoreReply.nanos(commandTimeout);
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
     * @param key one of theirs, which tells a cluster where they belong
     * @param timeLeft how long the request may still take; the time-outs bound the wait as well
     * @throws SessionStoreException if there is no answer, or an error
     */
    <T> T call(
            String operation,
            boolean changes,
            Duration timeLeft,
            byte[] key,
            Function<RedisWire, ? extends CompletionStage<T>> command) {
        long begin = System.nanoTime();
        long end = begin + StoreReply.nanos(timeLeft);
        Function<RedisWire, ? extends CompletionStage<T>> asked = command;
        for (boolean first = true; ; first = false) {
            try {
                return callOnce(operation, changes, first ? begin : System.nanoTime(), end, key, asked);
            } catch (SessionStoreException e) {
                if (RedisFailures.isUnknownScript(e.getCause())) {
                    asked = wire -> command.apply(wire.withScriptsInFull());
                    continue;
                }
                boolean harmless = RedisFailures.didNothing(e) || (first && !changes && RedisFailures.lostTheAnswer(e));
                if (!harmless || System.nanoTime() - Math.min(end, begin + commandNanos) >= 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
        }
    }

    /** Sends commands that change nothing, and sends them once whatever comes of it. */
    <T> T callOnce(
            String operation,
            Duration timeLeft,
            byte[] key,
            Function<RedisWire, ? extends CompletionStage<T>> command) {
        long now = System.nanoTime();
        return callOnce(operation, false, now, now + StoreReply.nanos(timeLeft), key, command);
    }

    /** Sends commands once and leaves it to others to wait for the answer, without time-outs. */
    <T> CompletionStage<T> send(byte[] key, Function<RedisWire, ? extends CompletionStage<T>> command) {
        return link.connection().thenCompose(connection -> {
            String node = connection.nodeName(key);
            Optional<Throwable> resting = link.resting().whyResting(node);
            if (resting.isPresent()) {
                return CompletableFuture.failedFuture(resting.get());
            }
            if (link.resting().hasFailedOn(node, connection)) {
                return sendLater(connection, node, System.nanoTime(), new ClosedChannelException());
            }
            long began = System.nanoTime();
            return connection
                    .node(key)
                    .handle((open, failure) -> failure != null
                            ? this.<T>sendLater(connection, node, began, RedisFailures.unwrap(failure))
                            : open.isOpen()
                                    ? sendOn(connection, command)
                                    : this.<T>sendLater(connection, node, began, new ClosedChannelException()))
                    .thenCompose(sent -> sent);
        });
    }

    private <T> CompletionStage<T> sendLater(RedisWire connection, String node, long began, Throwable failure) {
        lost(connection, node, began, failure);
        return CompletableFuture.failedFuture(failure);
    }

    private static <T> CompletionStage<T> sendOn(
            RedisWire connection, Function<RedisWire, ? extends CompletionStage<T>> command) {
        CompletionStage<T> answer = command.apply(connection);
        return answer.exceptionallyCompose(failure -> RedisFailures.isUnknownScript(RedisFailures.unwrap(failure))
                ? command.apply(connection.withScriptsInFull())
                : CompletableFuture.failedFuture(failure));
    }

    private <T> T callOnce(
            String operation,
            boolean changes,
            long now,
            long end,
            byte[] key,
            Function<RedisWire, ? extends CompletionStage<T>> command) {
        if (now - end >= 0) {
            throw failures.outOfTime(operation);
        }
        long sent = now;
        RedisWire connection = link.connectionIfOpen();
        if (connection == null || link.resting().areThere() || !connection.isReady(key)) {
            connection = connectToNode(operation, end, key);
            sent = System.nanoTime();
        }
        try {
            T answer = StoreReply.await(command.apply(connection), Math.min(end, sent + commandNanos));
            if (silent) {
                silent = false;
            }
            return answer;
        } catch (TimeoutException e) {
            if (System.nanoTime() - end < 0) {
                silent = true;
                giveUp(connection, e);
            }
            throw failures.failed(operation, changes, e);
        } catch (Exception e) {
            Throwable failure = RedisFailures.unwrap(e);
            if (mayBeAboutTheWrongNode(failure, connection)) {
                giveUp(connection, failure);
            }
            throw failures.failed(operation, changes, e);
        }
    }

    /** A demoted master, or a node of a cluster that has gone: the next connection finds out who is in charge now. */
    private static boolean mayBeAboutTheWrongNode(Throwable failure, RedisWire connection) {
        return failure instanceof RedisReadOnlyException
                || RedisFailures.isElsewhere(failure)
                || !(failure instanceof RedisCommandExecutionException
                        || RedisFailures.isOverload(failure)
                        || (RedisFailures.isUnsent(failure) && connection.isIncomplete()));
    }

    private RedisWire connect(String operation, long end) {
        try {
            return StoreReply.await(link.connection(), Math.min(end, System.nanoTime() + connectNanos));
        } catch (Exception e) {
            throw notConnected(operation, end, e);
        }
    }

    /**
     * In a cluster, each node's connection opens and ends by itself, and one that was lost is lost for good. A node that could
     * not be connected to is left alone for a while; who is in charge by then is found out first.
     */
    private RedisWire connectToNode(String operation, long end, byte[] key) {
        RedisWire connection = connect(operation, end);
        String node = connection.nodeName(key);
        link.resting().whyResting(node).ifPresent(failure -> {
            throw failures.resting(operation, node, failure);
        });
        if (link.resting().hasFailedOn(node, connection)) {
            link.retire(connection);
            connection = connect(operation, end);
        }
        requireNode(operation, end, connection, key);
        return connection;
    }

    private void requireNode(String operation, long end, RedisWire connection, byte[] key) {
        String node = connection.nodeName(key);
        long began = System.nanoTime();
        boolean open;
        try {
            open = StoreReply.await(connection.node(key), Math.min(end, began + connectNanos))
                    .isOpen();
        } catch (Exception e) {
            Throwable failure = RedisFailures.unwrap(e);
            if (System.nanoTime() - end < 0) {
                lost(connection, node, began, failure);
            }
            throw failure instanceof ClosedChannelException
                    ? failures.failed(operation, false, e)
                    : notConnected(operation, end, e);
        }
        if (!open) {
            lost(connection, node, began, new ClosedChannelException());
            throw failures.failed(operation, false, new ClosedChannelException());
        }
    }

    /**
     * A node could not be connected to, or no longer is.
     *
     * @param node who was in charge when the attempt began: by now that may be another one, which is not to blame
     */
    private void lost(RedisWire connection, String node, long began, Throwable failure) {
        if (node.isEmpty() || failure instanceof ClosedChannelException) {
            giveUp(connection, failure);
        } else {
            link.resting().failed(node, connection, began, failure);
        }
    }

    /** Where one of a cluster's nodes is in trouble, the others' answers are waited for. */
    private void giveUp(RedisWire connection, Throwable failure) {
        if (connection.isCluster() && !(failure instanceof RedisCommandExecutionException)) {
            link.retire(connection);
        } else {
            link.drop(connection);
        }
    }

    private SessionStoreException notConnected(String operation, long end, Exception failure) {
        if (System.nanoTime() - end < 0) {
            silent = failure instanceof TimeoutException;
        }
        return failures.notConnected(operation, failure);
    }
}
