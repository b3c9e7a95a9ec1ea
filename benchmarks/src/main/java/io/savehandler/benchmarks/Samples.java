package io.savehandler.benchmarks;

import java.util.Arrays;

/** Times of many batches of the same work, each as microseconds for one piece of it. Not thread-safe. */
public final class Samples {
    private double[] micros = new double[64];
    private int count;

    /** Notes a batch: so many nanoseconds for so many pieces. */
    public void add(long nanos, int pieces) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = nanos / 1000.0 / pieces;
    }

    /** The middle one, in microseconds. */
    public double median() {
        double[] sorted = sorted();
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** The fastest, in microseconds. */
    public double least() {
        return sorted()[0];
    }

    private double[] sorted() {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        double[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
