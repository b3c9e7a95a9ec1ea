package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Visitors who come again and again, each in a thread of its own, until they are to stop. */
final class CountingVisitors<V extends Runnable> implements AutoCloseable {
    private final ExecutorService threads;
    private final List<V> visitors = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    CountingVisitors(int count, Sessions sessions, Function<Sessions, V> visitor) {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            V each = visitor.apply(sessions);
            visitors.add(each);
            running.add(threads.submit(() -> {
                while (!stopped) {
                    each.run();
                }
            }));
        }
    }

    List<V> all() {
        return visitors;
    }

    /** Waits until each visitor fulfils a condition; fails with the visitor who has failed. */
    void await(String what, Duration patience, java.util.function.Predicate<V> condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!visitors.stream().allMatch(condition)) {
            assertThat(running).as("visitors still at it").noneMatch(Future::isDone);
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Lets all end what they are at. */
    void stop() throws Exception {
        stopped = true;
        for (Future<?> each : running) {
            each.get();
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
