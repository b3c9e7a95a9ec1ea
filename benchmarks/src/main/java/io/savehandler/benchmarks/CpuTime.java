package io.savehandler.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Time that the current thread spent on a processor: other programs on the machine do not add to it. */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** The time so far, in nanoseconds. */
    public static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** How long one piece of work takes that is done so many times, in nanoseconds for all. */
    public static long of(Runnable work, int times) {
        long start = nanos();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return nanos() - start;
    }
}
