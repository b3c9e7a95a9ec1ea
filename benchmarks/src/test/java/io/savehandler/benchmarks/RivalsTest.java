package io.savehandler.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RivalsTest {

    @Test
    void givesTheMiddleAndTheLeast() {
        Samples samples = new Samples();
        samples.add(30_000, 10);
        samples.add(8_000, 2);
        samples.add(10_000, 2);

        assertThat(samples.least()).isEqualTo(3.0);
        assertThat(samples.median()).isEqualTo(4.0);
    }

    @Test
    void measuresBothInTurns() {
        AtomicInteger pieces = new AtomicInteger();
        Rivals rivals = new Rivals(times -> times * 5_000L, pieces::incrementAndGet);

        rivals.measure(true);

        assertThat(pieces).hasPositiveValue();
        assertThat(rivals.peer().median()).isEqualTo(5.0, within(0.001));
        assertThat(rivals.ratioOfMedians()).isGreaterThan(1);
    }
}
