package io.savehandler.benchmarks;

import java.io.PrintStream;
import java.util.List;

/** One kind of measurement, by the name under which {@code ./bench} runs it. */
public interface BenchProgram {

    /** The first word behind {@code ./bench}. */
    String name();

    /** What it measures, in one line. */
    String purpose();

    /** Measures, and prints a table. */
    void run(List<String> options, PrintStream out) throws Exception;
}
