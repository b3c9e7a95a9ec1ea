package io.savehandler.benchmarks.jmh;

import io.savehandler.benchmarks.BenchProgram;
import java.io.PrintStream;
import java.util.List;
import org.openjdk.jmh.Main;

/** Hands over to JMH, whose options it takes. */
public final class JmhProgram implements BenchProgram {

    /** Needs nothing. */
    public JmhProgram() {}

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public String purpose() {
        return "JMH benchmarks of Java alone; takes JMH's options, of which -h lists all";
    }

    @Override
    public void run(List<String> options, PrintStream out) throws Exception {
        Main.main(options.toArray(new String[0]));
    }
}
