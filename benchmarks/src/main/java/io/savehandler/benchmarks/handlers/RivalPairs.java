package io.savehandler.benchmarks.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** What two rivals reached, measured in turns so that both see the same machine. Not thread-safe. */
final class RivalPairs {
    private static final double CONFIDENCE = 0.95;

    private final List<Measured> driver = new ArrayList<>();
    private final List<Measured> handler = new ArrayList<>();

    /** Measures so many pairs; every other one begins with the handler. */
    RivalPairs measure(int pairs, Function<Contestant, Measured> measurement) {
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                driver.add(measurement.apply(Contestant.DRIVER));
                handler.add(measurement.apply(Contestant.HANDLER));
            } else {
                handler.add(measurement.apply(Contestant.HANDLER));
                driver.add(measurement.apply(Contestant.DRIVER));
            }
        }
        return this;
    }

    double meanOfDriver(ToDoubleFunction<Measured> figure) {
        return driver.stream().mapToDouble(figure).average().orElseThrow();
    }

    double meanOfHandler(ToDoubleFunction<Measured> figure) {
        return handler.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** The geometric mean of the pairs' ratios, the handler's figure by the driver's. */
    double ratio(ToDoubleFunction<Measured> figure) {
        return Math.exp(logRatios(figure).getMean());
    }

    /** Where that ratio is with a confidence of 95 %, by Student's distribution: the least and the most. */
    double[] interval(ToDoubleFunction<Measured> figure) {
        double[] logs = logRatios(figure).getConfidenceIntervalAt(CONFIDENCE);
        return new double[] {Math.exp(logs[0]), Math.exp(logs[1])};
    }

    private ListStatistics logRatios(ToDoubleFunction<Measured> figure) {
        ListStatistics logs = new ListStatistics();
        for (int i = 0; i < driver.size(); i++) {
            logs.addValue(Math.log(figure.applyAsDouble(handler.get(i)) / figure.applyAsDouble(driver.get(i))));
        }
        return logs;
    }

    /**
     * One rival's turn.
     *
     * @param perSecond requests by all threads
     * @param processorMicros what this JVM spent on each
     */
    record Measured(double perSecond, double processorMicros) {}
}
