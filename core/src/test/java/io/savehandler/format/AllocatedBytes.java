package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Compares the memory that work asks for on inputs of two sizes. */
final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SMALL = 700;
    private static final int TIMES = 16;
    private static final int TRIES = 3;
    private static final long CONSTANT = 1 << 16;
    /** For half-empty tables and what a compiler leaves out; what grows as the square would take sixteen times more. */
    private static final double TOLERANCE = 4;

    private AllocatedBytes() {}

    /** Checks that sixteen times the input takes about sixteen times the memory at most, and not much for each byte. */
    static void assertLinear(IntFunction<byte[]> input, long mostPerByte, Consumer<byte[]> work) {
        byte[] small = input.apply(SMALL);
        byte[] large = input.apply(SMALL * TIMES);
        long forSmall = least(small, work);
        long forLarge = least(large, work);
        double growth = Math.max(1, (double) large.length / small.length);
        assertThat((double) forLarge)
                .as("%d bytes for %d, %d bytes for %d", forSmall, small.length, forLarge, large.length)
                .isLessThan(CONSTANT + TOLERANCE * growth * forSmall);
        assertThat(forLarge).isLessThan(CONSTANT + mostPerByte * large.length);
    }

    /** The least of some tries: the first ones load classes. */
    private static long least(byte[] data, Consumer<byte[]> work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.accept(data);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
