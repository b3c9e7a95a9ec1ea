package io.savehandler.benchmarks.memory;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.benchmarks.CpuTime;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that read and write sessions, each the next one at random. */
final class Requests {
    private static final long WARM_UP_NANOS = 1_000_000_000;
    private static final long NANOS = 2_000_000_000;
    private static final int ROUND = 256;

    private final InMemorySessionHandlerFactory factory;
    private final HandlerContext context;
    private final String[] ids;
    private final int sessions;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong spent = new AtomicLong();

    /** @param sessions how many of the ids are used */
    Requests(InMemorySessionHandlerFactory factory, HandlerContext context, String[] ids, int sessions) {
        this.factory = factory;
        this.context = context;
        this.ids = ids.clone();
        this.sessions = sessions;
    }

    /** How many requests all threads serve in one second of processor time. */
    double perCpuSecond(int threads) throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Thread thread = new Thread(() -> serve(random), "savehandler-bench-" + i);
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        return done.get() * 1e9 / spent.get();
    }

    private void serve(SplittableRandom random) {
        serve(random, WARM_UP_NANOS);
        long start = CpuTime.nanos();
        done.addAndGet(serve(random, NANOS));
        spent.addAndGet(CpuTime.nanos() - start);
    }

    private long serve(SplittableRandom random, long nanos) {
        long requests = 0;
        for (long end = CpuTime.nanos() + nanos; CpuTime.nanos() < end; requests += ROUND) {
            for (int i = 0; i < ROUND; i++) {
                String id = ids[random.nextInt(sessions)];
                try (SessionHandler handler = factory.newHandler(context)) {
                    handler.write(id, handler.read(id));
                }
            }
        }
        return requests;
    }
}
