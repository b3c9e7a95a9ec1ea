package io.savehandler.jdbc;

/** What a pool of HikariCP does on threads of its own. */
final class PoolThreads {
    private PoolThreads() {}

    /** Whoever has just connected rests for 30 ms, and a pool that is closed waits for that. */
    static void endRests() {
        Thread[] all = new Thread[Thread.activeCount() + 16];
        int count = Thread.enumerate(all);
        for (int i = 0; i < count; i++) {
            if (all[i].getName().contains("connection-adder") && all[i].getState() == Thread.State.TIMED_WAITING) {
                all[i].interrupt();
            }
        }
    }
}
