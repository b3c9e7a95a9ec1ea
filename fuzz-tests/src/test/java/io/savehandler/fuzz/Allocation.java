package io.savehandler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the memory that a piece of work asks for. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TRIES = 3;
    private static final long AT_LEAST = 1 << 16;
    /** The costliest byte is one of an array in an array, of which igbinary needs three. */
    private static final long PER_BYTE = 400;

    private Allocation() {}

    /** Checks that the work takes memory in proportion to its input. It may run again: the first time it loads classes. */
    static void assertProportional(int inputBytes, Runnable work) {
        long limit = AT_LEAST + PER_BYTE * inputBytes;
        long taken = limit;
        for (int i = 0; i < TRIES && taken >= limit; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(taken).isLessThan(limit);
    }
}
