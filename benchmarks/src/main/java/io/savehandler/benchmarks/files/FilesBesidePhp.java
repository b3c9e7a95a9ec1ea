package io.savehandler.benchmarks.files;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.benchmarks.Rivals;
import io.savehandler.php.PhpValue;
import io.savehandler.servers.RealPhp;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts, changes and saves one session in a file, in turns with PHP on the same file. */
public final class FilesBesidePhp implements BenchProgram {
    private static final String ID = "benchbenchbenchbenchbenchbench00";
    private static final List<Integer> BYTES = List.of(0, 1_000, 10_000, 100_000);
    private static final String ROW = "%10s %16s %16s %8s %8s%n";

    /** Needs nothing. */
    public FilesBesidePhp() {}

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String purpose() {
        return "start, change and save sessions in files, beside PHP on the same directory";
    }

    @Override
    public void run(List<String> options, PrintStream out) throws IOException {
        boolean quick = options.contains("--quick");
        out.printf(
                "PHP %s beside Java %s on one file, one thread each: requests a second of processor time.%n",
                RealPhp.get().version(), Runtime.version());
        out.println("Ratios are Java's requests by PHP's: above 1, Java is faster; of the medians, of the fastest.");
        out.println();
        out.printf(ROW, "bytes", "PHP", "Java", "median", "fastest");
        for (int bytes : BYTES) {
            Path directory = Files.createTempDirectory("savehandler-bench");
            try {
                row(directory, bytes, quick, out);
            } finally {
                delete(directory);
            }
        }
    }

    private static void row(Path directory, int bytes, boolean quick, PrintStream out) throws IOException {
        // As PHP's side has it: the id is accepted, and no gc interferes.
        SessionConfig config = SessionConfig.from(Map.of(
                "session.save_path", directory.toString(),
                "session.use_strict_mode", "0",
                "session.gc_probability", "0"));
        try (Sessions sessions = Sessions.from(config);
                PhpRequests php = new PhpRequests(directory)) {
            sessions.run(ID, session -> session.update("filling", none -> PhpValue.of("x".repeat(bytes))));
            Rivals times = new Rivals(
                    php::run,
                    () -> sessions.run(ID, session -> session.update("visits", visits -> visits.toLong(0) + 1)));
            times.measure(quick);
            out.printf(
                    ROW,
                    bytes,
                    "%.0f".formatted(1e6 / times.peer().median()),
                    "%.0f".formatted(1e6 / times.java().median()),
                    "%.2f".formatted(times.ratioOfMedians()),
                    "%.2f".formatted(times.ratioOfLeast()));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
