package io.savehandler.interop.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What came of several processes that counted in one session at the same time, under its lock. */
public final class CountingTogether {
    /** The session. */
    public static final String ID = "countcountcountcountcountcount00";
    /** How often each process counts. */
    public static final int TIMES = 1000;

    private final List<String> whoCounted;

    private CountingTogether(List<String> whoCounted) {
        this.whoCounted = whoCounted;
    }

    /** Lets all count, and ends them. Fails unless each number was seen by exactly one, and none is missing. */
    public static CountingTogether run(List<Counter> counters) {
        try {
            counters.forEach(Counter::awaitReady);
            counters.forEach(Counter::go);
            List<String> whoCounted = inOrder(counters);
            assertThat(whoCounted).hasSize(counters.size() * TIMES);
            return new CountingTogether(whoCounted);
        } finally {
            counters.forEach(Counter::close);
        }
    }

    /** A session that all have counted in, in PHP's format. */
    public static String stored(int processes) {
        return "visits|i:" + processes * TIMES + ";";
    }

    /** Requires that the processes overlapped: how often the lock went from one to another. */
    public CountingTogether changedHands(int atLeast) {
        long changes = 0;
        for (int i = 1; i < whoCounted.size(); i++) {
            changes += whoCounted.get(i).equals(whoCounted.get(i - 1)) ? 0 : 1;
        }
        assertThat(changes).as("changes of hands").isGreaterThanOrEqualTo(atLeast);
        return this;
    }

    /** Requires that a process was not starved: how often it counted while half of all numbers were reached. */
    public CountingTogether gaveTurnsTo(String name, int atLeast) {
        assertThat(whoCounted.subList(0, whoCounted.size() / 2))
                .as("increments of %s in the first half", name)
                .filteredOn(name::equals)
                .hasSizeGreaterThanOrEqualTo(atLeast);
        return this;
    }

    /** Which counter made the first increment, the second, and so on. */
    private static List<String> inOrder(List<Counter> counters) {
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        for (Counter counter : counters) {
            for (int number : counter.counted()) {
                assertThat(byNumber.put(number, counter.name())).isNull();
            }
        }
        return new ArrayList<>(byNumber.values());
    }
}
