package io.savehandler.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what a store answers, for handlers on top of a client that answers later. An interrupt does not end such a short
 * wait; it is kept for the next long one. Thread-safe.
 */
public final class StoreReply {
    private static final Duration LONGEST = Duration.ofDays(365);

    private StoreReply() {}

    /** The time of {@link System#nanoTime()} at which a wait that begins now ends; at most a year from now. */
    public static long deadline(Duration wait) {
        return System.nanoTime() + nanos(wait);
    }

    /** A wait in nanoseconds, as many as can be added to a time of {@link System#nanoTime()}: at most a year. */
    public static long nanos(Duration wait) {
        return (wait.compareTo(LONGEST) > 0 ? LONGEST : wait).toNanos();
    }

    /**
     * Waits for an answer.
     *
     * @param deadline when to give up, as {@link #deadline} says it; an answer that is there is taken even later
     * @throws ExecutionException if the answer is a failure, which is the cause
     * @throws TimeoutException if there is none by then
     */
    public static <T> T await(CompletionStage<T> reply, long deadline) throws ExecutionException, TimeoutException {
        Future<T> future = reply.toCompletableFuture();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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
}
