package io.savehandler.benchmarks;

import io.savehandler.benchmarks.engine.EngineOverhead;
import io.savehandler.benchmarks.files.FilesBesidePhp;
import io.savehandler.benchmarks.formats.FormatsBesidePhp;
import io.savehandler.benchmarks.handlers.HandlerBesideDriver;
import io.savehandler.benchmarks.jmh.JmhProgram;
import io.savehandler.benchmarks.losses.LossesBesidePeers;
import io.savehandler.benchmarks.memory.MillionSessions;
import java.io.PrintStream;
import java.util.List;

/** Runs one of the programs by its name. */
public final class Bench {
    private static final List<BenchProgram> PROGRAMS = List.of(
            new FormatsBesidePhp(),
            new EngineOverhead(),
            new MillionSessions(),
            new FilesBesidePhp(),
            HandlerBesideDriver.ofRedis(),
            HandlerBesideDriver.ofMemcached(),
            HandlerBesideDriver.ofJdbc(),
            new LossesBesidePeers(),
            new JmhProgram());

    private Bench() {}

    /** Runs the program that the first argument names, with the other arguments. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.contains("--help")) {
            help(System.out);
            return;
        }
        for (BenchProgram program : PROGRAMS) {
            if (program.name().equals(words.get(0))) {
                program.run(words.subList(1, words.size()), System.out);
                return;
            }
        }
        help(System.err);
        System.exit(2);
    }

    private static void help(PrintStream out) {
        out.println(
                "./bench PROGRAM [OPTION...] measures the library, where there is one beside its peer in the same run.");
        out.println();
        for (BenchProgram program : PROGRAMS) {
            out.printf("  %-9s %s%n", program.name(), program.purpose());
        }
        out.println();
        out.println("  --quick   fewer samples, for a first look");
        out.println("  --help    shows this");
        out.println();
        out.println("JAVA_HOME chooses the JDK, SAVEHANDLER_PHP the PHP.");
    }
}
