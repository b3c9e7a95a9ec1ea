package io.savehandler.jdbc;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How long each of several things took. Thread-safe. */
final class Latencies {
    private final LongStream.Builder nanos = LongStream.builder();
    private long @Nullable [] sorted;

    synchronized void add(long nanos) {
        this.nanos.add(nanos);
    }

    /** What so many of a hundred did not exceed; nothing is added any more. */
    synchronized Duration percentile(int hundredths) {
        long[] all = sorted();
        return Duration.ofNanos(all[(int) Math.min(all.length - 1, (long) all.length * hundredths / 100)]);
    }

    private long[] sorted() {
        long[] present = sorted;
        if (present == null) {
            present = nanos.build().toArray();
            Arrays.sort(present);
            sorted = present;
        }
        return present;
    }

    @Override
    public synchronized String toString() {
        return sorted().length + " times, half within " + micros(50) + " us, 99 of 100 within " + micros(99) + " us";
    }

    private long micros(int hundredths) {
        return percentile(hundredths).toNanos() / 1000;
    }
}
