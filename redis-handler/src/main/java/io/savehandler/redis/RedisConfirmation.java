package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes that count once so many replicas have them. {@code WAIT} is about what its own connection has written and holds up
 * everything else there, so such changes have a few connections to themselves. Thread-safe.
 */
final class RedisConfirmation implements AutoCloseable {
    private final RedisReplicaWait wanted;
    private final RedisFailures failures;
    private final Duration longestTurn;
    private final Supplier<RedisCalls> opener;
    private final Semaphore free;
    private final Deque<RedisCalls> idle = new ConcurrentLinkedDeque<>();
    private final Queue<RedisCalls> opened = new ConcurrentLinkedQueue<>();

    /**
     * @param longestTurn how long a change may wait for a connection
     * @param opener makes a way to the server that nobody else uses
     */
    RedisConfirmation(
            RedisReplicaWait wanted, RedisFailures failures, Duration longestTurn, Supplier<RedisCalls> opener) {
        this.wanted = wanted;
        this.failures = failures;
        this.longestTurn = longestTurn;
        this.opener = opener;
        this.free = new Semaphore(wanted.connections(), true);
    }

    /**
     * Changes something and waits for the replicas, if anything was changed.
     *
     * @throws io.savehandler.SessionUnconfirmedException if too few replicas have it in time, or nobody knows
     * @throws SessionStoreException if nothing was changed
     */
    <T> T change(String operation, Duration timeLeft, RedisChange<T> change) {
        long end = StoreReply.deadline(timeLeft);
        if (!mayBegin(Math.min(end, StoreReply.deadline(longestTurn)))) {
            throw failures.noneFree(operation, wanted.connections());
        }
        RedisCalls calls = idle.pollFirst();
        try {
            calls = calls == null ? open() : calls;
            return changeOn(calls, operation, end, change);
        } finally {
            if (calls != null) {
                idle.addFirst(calls);
            }
            free.release();
        }
    }

    @Override
    public void close() {
        opened.forEach(calls -> calls.link().close());
    }

    private <T> T changeOn(RedisCalls calls, String operation, long end, RedisChange<T> change) {
        Answer<T> answer;
        try {
            answer = calls.call(
                    operation,
                    true,
                    Duration.ofNanos(end - System.nanoTime()),
                    change.key(),
                    wire -> wire.at(change.key())
                            .thenCompose(sender -> confirmed(sender, end, change))
                            .exceptionallyCompose(failure -> RedisRedirection.in(RedisFailures.unwrap(failure))
                                    .map(wire::at)
                                    .map(node ->
                                            node.thenCompose(sender -> confirmed(sender.withAsking(), end, change)))
                                    .orElseGet(() -> CompletableFuture.failedFuture(failure))));
        } catch (SessionStoreException e) {
            throw e.outcomeUnknown() ? failures.unconfirmed(operation, 0, wanted.replicas(), e) : e;
        }
        if (answer.replicas() < wanted.replicas()) {
            throw failures.unconfirmed(operation, answer.replicas(), wanted.replicas(), answer.refusal());
        }
        return answer.reply();
    }

    private <T> CompletionStage<Answer<T>> confirmed(RedisSender sender, long end, RedisChange<T> change) {
        return change.command()
                .apply(sender)
                .thenCompose(reply -> change.hasChanged().test(reply)
                        ? replicated(sender, end, reply)
                        : CompletableFuture.completedFuture(new Answer<>(reply, wanted.replicas(), null)));
    }

    /** Zero would mean to wait without end. */
    private <T> CompletionStage<Answer<T>> replicated(RedisSender sender, long end, T reply) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        return sender.driver()
                .waitForReplication(
                        wanted.replicas(), Math.max(1, Math.min(wanted.timeout().toMillis(), left)))
                .thenApply(replicas -> new Answer<>(reply, replicas.intValue(), null))
                .exceptionally(failure -> refused(reply, RedisFailures.unwrap(failure)));
    }

    /** The change is made, whatever is wrong with {@code WAIT}. */
    private static <T> Answer<T> refused(T reply, Throwable failure) {
        if (failure instanceof RedisCommandExecutionException) {
            return new Answer<>(reply, 0, failure);
        }
        throw new IllegalStateException("no answer to WAIT", failure);
    }

    private boolean mayBegin(long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return free.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RedisCalls open() {
        RedisCalls calls = opener.get();
        opened.add(calls);
        return calls;
    }

    private record Answer<T>(
            T reply, int replicas, @Nullable Throwable refusal) {}
}
