package io.savehandler;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides when expired sessions are removed: by chance at the start of a session, or by a thread of its own. */
final class GarbageCollection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GarbageCollection.class.getName());

    private final Sessions sessions;
    private final RandomGenerator random;
    private final @Nullable ScheduledExecutorService background;

    GarbageCollection(Sessions sessions, RandomGenerator random, @Nullable Duration interval) {
        this.sessions = sessions;
        this.random = random;
        this.background = interval == null ? null : runEvery(interval);
    }

    /** Throws PHP's dice at a start, unless a thread does the work. */
    void maybeRun(SessionHandler handler) {
        SessionConfig config = sessions.config();
        if (background == null && random.nextLong(config.gcDivisor()) < config.gcProbability()) {
            run(handler);
        }
    }

    @Override
    public void close() {
        if (background != null) {
            background.shutdownNow();
        }
    }

    /** A gc that fails costs no visitor the page: it is logged, and a later one tries again. */
    private void run(SessionHandler handler) {
        long start = System.nanoTime();
        try {
            long removed = sessions.expired().collect(handler);
            sessions.events().collected(removed, Duration.ofNanos(System.nanoTime() - start));
        } catch (SessionException e) {
            LOG.log(System.Logger.Level.WARNING, "Session gc failed; it is tried again later", e);
        }
    }

    private ScheduledExecutorService runEvery(Duration interval) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "savehandler-gc");
            thread.setDaemon(true);
            return thread;
        });
        schedule(executor, interval);
        return executor;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing waits for it, and its failures are logged.
    private void schedule(ScheduledExecutorService executor, Duration interval) {
        long nanos = interval.toNanos();
        long pause = random.nextLong(nanos - nanos / 4, nanos + nanos / 4 + 1);
        executor.schedule(
                () -> {
                    runInBackground();
                    if (!executor.isShutdown()) {
                        schedule(executor, interval);
                    }
                },
                pause,
                TimeUnit.NANOSECONDS);
    }

    private void runInBackground() {
        try (SessionHandler handler = sessions.openHandler(Concurrency.LAST_WRITE_WINS)) {
            run(handler);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Session gc could not start; it is tried again later", e);
        }
    }
}
