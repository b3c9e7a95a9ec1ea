package io.savehandler.jdbc;

import java.util.Arrays;

/** What a pool of HikariCP does on threads of its own. */
final class PoolThreads {
    private PoolThreads() {}

    /**
     * Whoever has just connected rests for 30 ms, and a pool that is closed waits for that. Whoever still connects is left
     * alone: a driver that is interrupted then may forget an open socket.
     */
    static void endRests() {
        Thread[] all = new Thread[Thread.activeCount() + 16];
        int count = Thread.enumerate(all);
        for (int i = 0; i < count; i++) {
            if (all[i].getName().contains("connection-adder") && rests(all[i])) {
                all[i].interrupt();
            }
        }
    }

    private static boolean rests(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("quietlySleep"));
    }
}
