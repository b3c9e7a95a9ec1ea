package io.savehandler.benchmarks.engine;

import io.savehandler.Concurrency;
import io.savehandler.HandlerContext;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionHandler;
import io.savehandler.Sessions;
import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.benchmarks.CpuTime;
import io.savehandler.benchmarks.Rivals;
import io.savehandler.format.SessionFormats;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import java.io.PrintStream;
import java.util.List;

/** Whole requests on sessions of 1 KB in memory, in turns with the same calls to the handler without the engine. */
public final class EngineOverhead implements BenchProgram {
    private static final int TARGET_BYTES = 1024;
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String ROW = "%-14s %-16s %9s %11s %11s %9s%n";

    /** Needs nothing. */
    public EngineOverhead() {}

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String purpose() {
        return "start, get, put and close in memory, beside the handler's own read and write";
    }

    @Override
    public void run(List<String> options, PrintStream out) {
        boolean quick = options.contains("--quick");
        out.printf("Java %s, one thread, microseconds of processor time per request.%n%n", Runtime.version());
        out.printf(ROW, "format", "concurrency", "bytes", "handler", "engine", "overhead");
        for (String format : SessionFormats.names()) {
            for (Concurrency concurrency : Concurrency.values()) {
                row(format, concurrency, quick, out);
            }
        }
    }

    private static void row(String format, Concurrency concurrency, boolean quick, PrintStream out) {
        InMemorySessionHandlerFactory store = InMemorySessionHandlerFactory.create();
        SessionConfig config = SessionConfig.builder()
                .serializeHandler(format)
                .gcProbability(0, 1)
                .build();
        try (Sessions sessions = Sessions.builder(store).config(config).build()) {
            byte[] data = stored(store, format);
            HandlerContext context = HandlerContext.builder()
                    .locking(concurrency == Concurrency.LOCK)
                    .readOnly(concurrency == Concurrency.READ_ONLY)
                    .build();
            boolean writes = concurrency != Concurrency.READ_ONLY;
            Rivals times = new Rivals(
                    pieces -> CpuTime.of(() -> bare(store, context, writes, data), pieces),
                    () -> request(sessions, concurrency, writes));
            times.measure(quick);
            double handler = times.peer().median();
            double engine = times.java().median();
            out.printf(
                    ROW,
                    format,
                    concurrency,
                    data.length,
                    "%.2f".formatted(handler),
                    "%.2f".formatted(engine),
                    "%.2f".formatted(engine - handler));
        }
    }

    /** What the engine asks of the handler in a request, strict mode on. */
    private static void bare(InMemorySessionHandlerFactory store, HandlerContext context, boolean writes, byte[] data) {
        try (SessionHandler handler = store.newHandler(context)) {
            handler.open("", "PHPSESSID");
            if (handler.validateId(ID) && handler.read(ID).length > 0 && writes) {
                handler.write(ID, data);
            }
        }
    }

    private static void request(Sessions sessions, Concurrency concurrency, boolean writes) {
        try (Session session = sessions.start(ID, concurrency)) {
            long visits = session.getLong("visits", 0);
            if (writes) {
                session.put("visits", visits + 1);
            }
        }
    }

    /** Stores a session like those of a small shop. */
    private static byte[] stored(InMemorySessionHandlerFactory store, String format) {
        var variables = SessionFormats.named(format).empty();
        Cart.fill(variables, TARGET_BYTES);
        byte[] data = SessionFormats.named(format).encode(variables);
        try (SessionHandler handler = store.newHandler(HandlerContext.defaults())) {
            handler.write(ID, data);
        }
        return data;
    }
}
