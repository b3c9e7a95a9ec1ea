package io.savehandler.interop.files;

import io.savehandler.servers.RunningProgram;
import java.time.Duration;
import java.util.List;

/** A process that counts in the session which all count in. */
public record Counter(String name, int leastInFirstHalf, RunningProgram program) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    public void awaitReady() {
        program.output().awaitText("ready\n", START);
    }

    public void go() {
        program.writeLine("go");
    }

    /** The numbers that this process has set the counter to. */
    public List<Integer> counted(Duration longest) {
        return program.await(longest)
                .requireSuccess()
                .text()
                .lines()
                .skip(1)
                .map(Integer::valueOf)
                .toList();
    }

    @Override
    public void close() {
        program.close();
    }
}
