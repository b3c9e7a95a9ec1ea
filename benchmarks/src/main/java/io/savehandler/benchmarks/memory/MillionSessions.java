package io.savehandler.benchmarks.memory;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.benchmarks.CpuTime;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.io.PrintStream;
import java.util.List;

/** How much heap a session takes beside its own bytes, and how many are read and written in a second. */
public final class MillionSessions implements BenchProgram {
    private static final int SESSIONS = 1_000_000;
    private static final int QUICK_SESSIONS = 100_000;
    private static final int HOT_SESSIONS = 10_000;
    private static final int MOST_THREADS = 2;
    /** The array in which a session's data lies, with its header. */
    private static final int DATA_ARRAY = 120;

    private static final byte[] DATA = new byte[100];
    private static final HandlerContext UNLOCKED =
            HandlerContext.builder().locking(false).build();

    /** Needs nothing. */
    public MillionSessions() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String purpose() {
        return "a million sessions in the heap: bytes for each, requests a second, eviction";
    }

    @Override
    public void run(List<String> options, PrintStream out) throws InterruptedException {
        String[] ids = ids(options.contains("--quick") ? QUICK_SESSIONS : SESSIONS);
        out.printf("Java %s, %d sessions of %d bytes.%n", Runtime.version(), ids.length, DATA.length);
        out.println("Reads with the write that follows, in millions for each second of processor time.");
        measure("without a bound", new InMemorySessionStore(), ids, out);
        InMemorySessionStore bounded = InMemorySessionStore.bounded(ids.length);
        measure("bounded", bounded, ids, out);
        evict(bounded, ids.length, out);
    }

    private static void measure(String name, InMemorySessionStore store, String[] ids, PrintStream out)
            throws InterruptedException {
        InMemorySessionHandlerFactory factory =
                InMemorySessionHandlerFactory.builder().store(store).build();
        long before = UsedHeap.bytes();
        for (String id : ids) {
            write(factory, id);
        }
        double each = (UsedHeap.bytes() - before) / (double) ids.length;
        out.printf("%n%s: %.0f bytes of heap for a session beside its id and data%n", name, each - DATA_ARRAY);
        for (int sessions : new int[] {HOT_SESSIONS, ids.length}) {
            for (boolean locking : new boolean[] {true, false}) {
                HandlerContext context =
                        HandlerContext.builder().locking(locking).build();
                for (int threads = 1; threads <= MOST_THREADS; threads++) {
                    double rate = new Requests(factory, context, ids, sessions).perCpuSecond(threads);
                    out.printf(
                            "  %7d sessions, %-14s %d thread%s %6.2f%n",
                            sessions,
                            locking ? "locked," : "without locks,",
                            threads,
                            threads > 1 ? "s" : " ",
                            rate / 1e6);
                }
            }
        }
    }

    private static void evict(InMemorySessionStore full, int writes, PrintStream out) {
        InMemorySessionHandlerFactory factory =
                InMemorySessionHandlerFactory.builder().store(full).build();
        String[] newcomers = ids(writes);
        long start = CpuTime.nanos();
        for (String id : newcomers) {
            write(factory, id);
        }
        out.printf(
                "%nfull: %.2f million new sessions in the place of old ones for each second of processor time%n",
                writes * 1e3 / (CpuTime.nanos() - start));
    }

    private static void write(InMemorySessionHandlerFactory factory, String id) {
        try (SessionHandler handler = factory.newHandler(UNLOCKED)) {
            handler.write(id, DATA);
        }
    }

    private static String[] ids(int count) {
        SessionIdPolicy policy = SessionIdPolicy.php();
        String[] ids = new String[count];
        for (int i = 0; i < count; i++) {
            ids[i] = policy.newId();
        }
        return ids;
    }
}
