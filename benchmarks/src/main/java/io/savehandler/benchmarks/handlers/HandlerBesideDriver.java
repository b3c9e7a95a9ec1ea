package io.savehandler.benchmarks.handlers;

import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.benchmarks.FreshJvm;
import io.savehandler.benchmarks.handlers.RivalPairs.Measured;
import io.savehandler.servers.RealServer;
import io.savehandler.servers.faults.FaultProxy;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Requests through the handler, in turns with the same commands from the driver alone. Each row has a JVM of its own, in
 * which JMH measures a second of the one, a second of the other, and so on.
 */
public final class HandlerBesideDriver implements BenchProgram {
    private static final List<String> THREADS = List.of("1", "16", "64");
    private static final String QUICK = "--quick";
    /** How this program asks itself, in another JVM, for the row of the kind and number of threads that follow. */
    private static final String ROW = "--row";

    private static final int PAIRS = 20;
    private static final int QUICK_PAIRS = 4;
    /** Until the compiler has nothing left to do, on two processors that the server uses too. */
    private static final int COMPILING_SECONDS = 20;
    /** Each turn has connections of its own, which are made before it counts. */
    private static final TimeValue CONNECTING = TimeValue.seconds(2);

    private static final int WAITS_COUNTED = 10;
    private static final Duration SLOW = Duration.ofMillis(30);
    private static final String RATIO = "ratio";
    private static final String TABLE = "%-8s %7s %8s %8s  %-22s %8s %8s  %-22s %5s %9s%n";

    private final Contest contest;

    private HandlerBesideDriver(Contest contest) {
        this.contest = contest;
    }

    /** Redis, beside Lettuce. */
    public static BenchProgram ofRedis() {
        return new HandlerBesideDriver(new RedisContest());
    }

    /** Memcached, beside spymemcached. */
    public static BenchProgram ofMemcached() {
        return new HandlerBesideDriver(new MemcachedContest());
    }

    /** PostgreSQL, beside plain JDBC. */
    public static BenchProgram ofJdbc() {
        return new HandlerBesideDriver(new DatabaseContest());
    }

    @Override
    public String name() {
        return contest.name();
    }

    @Override
    public String purpose() {
        return "read and store 1 KB in " + contest.name() + ", beside the driver alone with the same commands";
    }

    @Override
    public void run(List<String> options, PrintStream out) {
        if (options.contains(ROW)) {
            int row = options.indexOf(ROW);
            row(
                    RequestKind.valueOf(options.get(row + 1)),
                    Integer.parseInt(options.get(row + 2)),
                    options.contains(QUICK) ? QUICK_PAIRS : PAIRS,
                    out);
            return;
        }
        out.printf("Java %s, %s, sessions of 1 KB.%n", Runtime.version(), contest.connections());
        out.println(
                "Ratios are the handler's figure by the driver's, with their 0.95 confidence intervals over all pairs:");
        out.println("of the requests a second, and of the microseconds of processor time that this JVM spent on one.");
        out.println("Waits are round trips of one request, counted at the wire: the driver's, the handler's.");
        out.println();
        out.printf(TABLE, "", "", "requests", "a second", "", "us of", "processor", "", "", "");
        out.printf(TABLE, "kind", "threads", "driver", "handler", RATIO, "driver", "handler", RATIO, "pairs", "waits");
        out.flush();
        for (RequestKind kind : RequestKind.values()) {
            for (String threads : THREADS) {
                List<String> arguments = new ArrayList<>(List.of(name(), ROW, kind.name(), threads));
                options.stream().filter(QUICK::equals).forEach(arguments::add);
                FreshJvm.run(arguments);
            }
        }
    }

    private void row(RequestKind kind, int threads, int pairs, PrintStream out) {
        for (Contestant who : Contestant.values()) {
            measure(who, kind, threads, COMPILING_SECONDS);
        }
        RivalPairs measured = new RivalPairs().measure(pairs, who -> measure(who, kind, threads, 1));
        out.printf(
                TABLE,
                kind,
                threads,
                "%.0f".formatted(measured.meanOfDriver(Measured::perSecond)),
                "%.0f".formatted(measured.meanOfHandler(Measured::perSecond)),
                ratio(measured, Measured::perSecond),
                "%.1f".formatted(measured.meanOfDriver(Measured::processorMicros)),
                "%.1f".formatted(measured.meanOfHandler(Measured::processorMicros)),
                ratio(measured, Measured::processorMicros),
                pairs,
                "%.1f, %.1f".formatted(waits(Contestant.DRIVER, kind), waits(Contestant.HANDLER, kind)));
    }

    private static String ratio(RivalPairs measured, ToDoubleFunction<Measured> figure) {
        double[] interval = measured.interval(figure);
        return "%.3f (%.3f to %.3f)".formatted(measured.ratio(figure), interval[0], interval[1]);
    }

    private Measured measure(Contestant who, RequestKind kind, int threads, int seconds) {
        try {
            RunResult result = new Runner(new OptionsBuilder()
                            .include(contest.jmh().getName() + ".request")
                            .param("contestant", who.name())
                            .param("kind", kind.name())
                            .threads(threads)
                            .forks(0)
                            .warmupIterations(1)
                            .warmupTime(CONNECTING)
                            .measurementIterations(1)
                            .measurementTime(TimeValue.seconds(seconds))
                            .addProfiler(ProcessorTime.class)
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .runSingle();
            return new Measured(
                    result.getPrimaryResult().getScore(),
                    Objects.requireNonNull(result.getSecondaryResults().get(ProcessorTime.LABEL))
                            .getScore());
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not measure " + who, e);
        }
    }

    /** How often one request waits for the server. */
    private double waits(Contestant who, RequestKind kind) {
        try (RealServer server = contest.start();
                FaultProxy wire = FaultProxy.to(server)) {
            try (StoreRequests requests = contest.connect(who, wire.port(), kind)) {
                requests.serve(StoreJmh.id(0), StoreJmh.data('a'));
                // Commands sent without waiting for each other are then all sent before the first answer comes.
                wire.toClient().delay(SLOW);
                long before = wire.roundTrips();
                for (int i = 0; i < WAITS_COUNTED; i++) {
                    requests.serve(StoreJmh.id(0), StoreJmh.data('b'));
                }
                return (wire.roundTrips() - before) / (double) WAITS_COUNTED;
            }
        }
    }
}
