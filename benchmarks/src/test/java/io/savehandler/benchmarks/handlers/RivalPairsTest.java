package io.savehandler.benchmarks.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.savehandler.benchmarks.handlers.RivalPairs.Measured;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RivalPairsTest {

    @Test
    void beginsWithEachInTurns() {
        List<Contestant> order = new ArrayList<>();

        new RivalPairs().measure(2, who -> {
            order.add(who);
            return new Measured(1, 1);
        });

        assertThat(order).containsExactly(Contestant.DRIVER, Contestant.HANDLER, Contestant.HANDLER, Contestant.DRIVER);
    }

    @Test
    void theRatioIsTheHandlersByTheDrivers() {
        // The pairs' ratios are 0.8, 1 and 1.25, whose geometric mean is 1.
        Iterator<Double> measured = List.of(10.0, 8.0, 10.0, 10.0, 8.0, 10.0).iterator();

        RivalPairs pairs = new RivalPairs().measure(3, who -> new Measured(measured.next(), 5));

        assertThat(pairs.ratio(Measured::perSecond)).isEqualTo(1, within(1e-9));
        assertThat(pairs.interval(Measured::perSecond)[0]).isLessThan(0.8);
        assertThat(pairs.interval(Measured::perSecond)[1]).isGreaterThan(1.25);
        assertThat(pairs.meanOfDriver(Measured::perSecond)).isEqualTo(28 / 3.0, within(1e-9));
        assertThat(pairs.ratio(Measured::processorMicros)).isEqualTo(1, within(1e-9));
    }
}
