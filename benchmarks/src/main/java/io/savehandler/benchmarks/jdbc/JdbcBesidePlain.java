package io.savehandler.benchmarks.jdbc;

import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.benchmarks.FreshJvm;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Requests through the handler, in turns with the same statements from JDBC alone. Each row has a JVM of its own, in which
 * JMH measures a second of the one, a second of the other, and so on.
 */
public final class JdbcBesidePlain implements BenchProgram {
    private static final List<String> THREADS = List.of("1", "16");
    private static final String QUICK = "--quick";
    private static final String ROW = "--row";
    private static final int PAIRS = 20;
    private static final int QUICK_PAIRS = 4;
    private static final int WARM_UP_SECONDS = 6;
    private static final double CONFIDENCE = 0.95;
    private static final String TABLE = "%-8s %7s %10s %10s  %-22s %5s%n";

    /** Needs nothing. */
    public JdbcBesidePlain() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String purpose() {
        return "read and store 1 KB in PostgreSQL, beside plain JDBC with the same statements";
    }

    @Override
    public void run(List<String> options, PrintStream out) {
        int pairs = options.contains(QUICK) ? QUICK_PAIRS : PAIRS;
        if (options.contains(ROW)) {
            int row = options.indexOf(ROW);
            row(TableRequestKind.valueOf(options.get(row + 1)), Integer.parseInt(options.get(row + 2)), pairs, out);
            return;
        }
        out.printf("Java %s, PostgreSQL, a pool of 16, sessions of 1 KB; requests a second.%n", Runtime.version());
        out.println("The ratio is the handler's by plain JDBC's, with its 0.95 confidence interval over all pairs.");
        out.printf(TABLE, "kind", "threads", "plain", "handler", "ratio", "pairs");
        out.flush();
        for (TableRequestKind kind : TableRequestKind.values()) {
            for (String threads : THREADS) {
                List<String> arguments = new ArrayList<>(List.of(name(), ROW, kind.name(), threads));
                options.stream().filter(QUICK::equals).forEach(arguments::add);
                FreshJvm.run(arguments);
            }
        }
    }

    private static void row(TableRequestKind kind, int threads, int pairs, PrintStream out) {
        for (TableRival rival : TableRival.values()) {
            measure(rival, kind, threads, WARM_UP_SECONDS);
        }
        ListStatistics plain = new ListStatistics();
        ListStatistics handler = new ListStatistics();
        ListStatistics logs = new ListStatistics();
        for (int i = 0; i < pairs; i++) {
            boolean plainFirst = i % 2 == 0;
            double first = measure(plainFirst ? TableRival.PLAIN : TableRival.HANDLER, kind, threads, 1);
            double second = measure(plainFirst ? TableRival.HANDLER : TableRival.PLAIN, kind, threads, 1);
            plain.addValue(plainFirst ? first : second);
            handler.addValue(plainFirst ? second : first);
            logs.addValue(Math.log(plainFirst ? second / first : first / second));
        }
        double[] interval = logs.getConfidenceIntervalAt(CONFIDENCE);
        out.printf(
                TABLE,
                kind,
                threads,
                "%.0f".formatted(plain.getMean()),
                "%.0f".formatted(handler.getMean()),
                "%.3f (%.3f to %.3f)".formatted(Math.exp(logs.getMean()), Math.exp(interval[0]), Math.exp(interval[1])),
                pairs);
    }

    private static double measure(TableRival rival, TableRequestKind kind, int threads, int seconds) {
        try {
            return new Runner(new OptionsBuilder()
                            .include(JdbcJmh.class.getName() + ".request")
                            .param("rival", rival.name())
                            .param("kind", kind.name())
                            .threads(threads)
                            .forks(0)
                            .warmupIterations(1)
                            .warmupTime(TimeValue.milliseconds(200))
                            .measurementIterations(1)
                            .measurementTime(TimeValue.seconds(seconds))
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .runSingle()
                    .getPrimaryResult()
                    .getScore();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not measure " + rival, e);
        }
    }
}
