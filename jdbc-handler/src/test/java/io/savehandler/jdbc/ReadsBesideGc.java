package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests that read all the time, while others have their gc in turns with nobody having any. */
final class ReadsBesideGc {
    private static final int READERS = 2;
    private static final int BATCHES_OF_A_REQUEST = 10;
    private static final long PAUSE_NANOS = 500_000;

    private final JdbcVisits visits;
    private final List<String> living;
    private final ReadTimes times = new ReadTimes(new Latencies(), new Latencies());

    /** Odd while gc is at work, even while it is not, negative in the end. */
    private final AtomicInteger turn = new AtomicInteger();

    ReadsBesideGc(JdbcVisits visits, List<String> living) {
        this.visits = visits;
        this.living = living;
    }

    /** Goes on until all that has expired is removed, which are so many, by batches of such a size. */
    ReadTimes until(int expired, int gcBatch) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(this::read));
            }
            int left = expired;
            for (int each = BATCHES_OF_A_REQUEST * gcBatch; left > each; left -= each) {
                rest(gcWithinARequest() / 3);
            }
            try (SessionHandler collector = visits.request()) {
                assertThat(collector.gc(Duration.ofMinutes(24))).isEqualTo(left);
                assertThat(collector.gc(Duration.ofMinutes(24))).isZero();
            }
            turn.set(Integer.MIN_VALUE);
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        return times;
    }

    private long gcWithinARequest() {
        long start = System.nanoTime();
        turn.incrementAndGet();
        try (SessionHandler handler = visits.request()) {
            handler.read("collector");
            assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
        }
        turn.incrementAndGet();
        return System.nanoTime() - start;
    }

    private void rest(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void read() {
        for (int before = turn.get(); before >= 0; before = turn.get()) {
            String id = living.get(ThreadLocalRandom.current().nextInt(living.size()));
            long start = System.nanoTime();
            assertThat(visits.read(id)).isEqualTo(ManySessions.DATA);
            long nanos = System.nanoTime() - start;
            if (turn.get() == before) {
                (before % 2 == 0 ? times.alone() : times.besideGc()).add(nanos);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
