package io.savehandler.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;

/** Threads beside the test's own. Thread-safe. */
final class Background {
    private static final long LOOK_MILLIS = 100;
    private static final long END_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "savehandler-testkit-request");
        thread.setDaemon(true);
        return thread;
    });

    <T> Future<T> run(Callable<T> task) {
        return threads.submit(task);
    }

    /** Runs what has to wait. Fails if it ends by itself within a moment, counted from when it has begun. */
    <T> Future<T> runWaiting(Callable<T> task) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<T> waiting = run(() -> {
            begun.countDown();
            return task.call();
        });
        begun.await();
        try {
            T result = waiting.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            Assertions.fail("the request should have waited, but ended with: " + result);
        } catch (TimeoutException e) {
            // As it should be.
        } catch (ExecutionException e) {
            Assertions.fail("the request should have waited, but failed", e.getCause());
        }
        return waiting;
    }

    /** The task's result. Whatever it threw fails the test. */
    <T> T result(Future<T> task) throws Exception {
        try {
            return task.get(END_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return Assertions.fail("the other request failed", e.getCause());
        }
    }

    void close() {
        threads.shutdownNow();
        try {
            Assertions.assertTrue(
                    threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS), "a request did not end when interrupted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Assertions.fail("interrupted while requests ended", e);
        }
    }
}
