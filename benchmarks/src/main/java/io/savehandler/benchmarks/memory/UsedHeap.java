package io.savehandler.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What lives in the heap. */
final class UsedHeap {
    private static final int COLLECTIONS = 4;

    private UsedHeap() {}

    /** Bytes in use after the garbage is collected. */
    static long bytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
