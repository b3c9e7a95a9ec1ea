package io.savehandler.benchmarks.formats;

import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.benchmarks.FreshJvm;
import io.savehandler.benchmarks.Rivals;
import io.savehandler.format.SessionFormats;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes, encodes and changes sessions in turns with PHP: a batch there, a batch here, and so on, each timed by the
 * processor time of its one thread. Each format has JVMs of its own, one for sessions of records and one for the golden
 * ones, because an application uses one format for sessions of one kind: a JVM that has decoded others before compiles the
 * code that they share for all of them, and runs it slower.
 */
public final class FormatsBesidePhp implements BenchProgram {
    private static final List<Integer> KILOBYTES = List.of(1, 10, 100);
    private static final String QUICK = "--quick";
    /** How this program asks itself, in another JVM, for the rows of the format that follows, and of which sessions. */
    private static final String ROWS = "--rows";

    private static final String RECORDS = "records";
    private static final String GOLDEN = "golden";

    private static final String ROW = "%-14s %-10s %9s  %-32s %11s %11s %8s %8s%n";

    /** Needs nothing. */
    public FormatsBesidePhp() {}

    @Override
    public String name() {
        return "formats";
    }

    @Override
    public String purpose() {
        return "decode and encode sessions, beside PHP's session_decode and session_encode";
    }

    @Override
    public void run(List<String> options, PrintStream out) {
        if (options.contains(ROWS)) {
            measure(options, out);
            return;
        }
        List<String> wanted =
                options.stream().filter(SessionFormats.names()::contains).toList();
        List<String> formats;
        try (PhpPeer php = new PhpPeer()) {
            formats = wanted.isEmpty() ? php.formats() : wanted;
            out.printf("PHP %s beside Java %s, one thread each, microseconds.%n", php.version(), Runtime.version());
        }
        out.println(
                "Ratios are PHP's time by Java's: above 1, Java is faster; of the medians, of the fastest batches.");
        out.println("Each format is measured in a fresh JVM and PHP, its golden sessions in another.");
        out.println();
        out.printf(ROW, "format", "session", "bytes", "operation", "PHP", "Java", "median", "fastest");
        out.flush();
        for (String format : formats) {
            for (String sessions : List.of(RECORDS, GOLDEN)) {
                List<String> arguments = new ArrayList<>(List.of(name(), ROWS, format, sessions));
                options.stream().filter(QUICK::equals).forEach(arguments::add);
                FreshJvm.run(arguments);
            }
        }
    }

    /** The rows of one format, of records or golden. */
    private static void measure(List<String> options, PrintStream out) {
        boolean quick = options.contains(QUICK);
        String format = options.get(options.indexOf(ROWS) + 1);
        try (PhpPeer php = new PhpPeer()) {
            if (options.contains(GOLDEN)) {
                rows(php, new LoadedSessions(format, GoldenSessions.in(format)), GOLDEN, quick, out);
                return;
            }
            for (int kilobytes : KILOBYTES) {
                byte[] data = php.make(format, kilobytes);
                rows(php, new LoadedSessions(format, List.of(data)), kilobytes + " KB", quick, out);
            }
        }
    }

    private static void rows(PhpPeer php, LoadedSessions loaded, String name, boolean quick, PrintStream out) {
        LoadedSessions sessions = loaded.only(php.load(loaded));
        for (FormatOperation operation : FormatOperation.values()) {
            if (sessions.size() > 1 && operation.needsOneSession()) {
                continue;
            }
            Rivals times = new Rivals(pieces -> php.run(operation, pieces), sessions.action(operation));
            times.measure(quick);
            out.printf(
                    ROW,
                    sessions.formatName(),
                    sessions.size() > 1 ? sessions.size() + " " + name : name,
                    sessions.bytes(),
                    operation.description(),
                    "%.2f".formatted(times.peer().median()),
                    "%.2f".formatted(times.java().median()),
                    "%.2f".formatted(times.ratioOfMedians()),
                    "%.2f".formatted(times.ratioOfLeast()));
        }
    }
}
