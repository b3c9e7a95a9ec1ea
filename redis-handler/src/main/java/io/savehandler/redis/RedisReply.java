package io.savehandler.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a server answers. An interrupt does not end such a short wait; it is kept for the next long one. */
final class RedisReply {
    private static final Duration LONGEST = Duration.ofDays(365);

    private RedisReply() {}

    /** The time of {@link System#nanoTime()} at which a wait that begins now ends. */
    static long deadline(Duration wait) {
        return System.nanoTime() + nanos(wait);
    }

    /** As many as can be added to a time. */
    static long nanos(Duration wait) {
        return (wait.compareTo(LONGEST) > 0 ? LONGEST : wait).toNanos();
    }

    static <T> T await(CompletionStage<T> reply, long deadline) throws ExecutionException, TimeoutException {
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
