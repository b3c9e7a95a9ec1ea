package io.savehandler.interop.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.JavaProgram;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two PHP processes and two JVMs with four threads each count in one session under its lock, and nothing is lost. */
@RequiresPhp
class CountingTogetherTest {
    private static final String ID = "countcountcountcountcountcount00";
    private static final int TIMES = 1000;
    private static final int THREADS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void everyIncrementCountsAndNobodyStarves() {
        List<Counter> counters = List.of(php("php 1"), php("php 2"), java("java 1"), java("java 2"));
        List<String> whoCounted;
        try {
            counters.forEach(Counter::awaitReady);
            counters.forEach(Counter::go);
            whoCounted = inOrder(counters);
        } finally {
            counters.forEach(Counter::close);
        }

        assertThat(directory.resolve("sess_" + ID)).hasContent("visits|i:" + 4 * TIMES + ";");
        assertThat(whoCounted).hasSize(4 * TIMES);
        assertThat(changesOfHands(whoCounted)).as("changes of hands").isGreaterThanOrEqualTo(TIMES / 2);
        List<String> firstHalf = whoCounted.subList(0, 2 * TIMES);
        assertThat(counters)
                .allSatisfy(counter -> assertThat(firstHalf)
                        .as("increments of %s in the first half", counter.name())
                        .filteredOn(counter.name()::equals)
                        .hasSizeBetween(counter.leastInFirstHalf(), TIMES));
    }

    private Counter php(String name) {
        RunningProgram program = RealPhp.get()
                .script(TestScripts.copy("count.php", directory))
                .arguments(directory.toString(), ID, String.valueOf(TIMES))
                .start();
        return new Counter(name, TIMES / 5, program);
    }

    private Counter java(String name) {
        RunningProgram program = JavaProgram.start(
                CountingProgram.class, directory.toString(), ID, String.valueOf(TIMES), String.valueOf(THREADS));
        return new Counter(name, 1, program);
    }

    /** Which counter made the first increment, the second, and so on; each number was seen by exactly one. */
    private static List<String> inOrder(List<Counter> counters) {
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        for (Counter counter : counters) {
            for (int number : counter.counted(LONGEST)) {
                assertThat(byNumber.put(number, counter.name())).isNull();
            }
        }
        return new ArrayList<>(byNumber.values());
    }

    private static long changesOfHands(List<String> whoCounted) {
        long changes = 0;
        for (int i = 1; i < whoCounted.size(); i++) {
            changes += whoCounted.get(i).equals(whoCounted.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }
}
