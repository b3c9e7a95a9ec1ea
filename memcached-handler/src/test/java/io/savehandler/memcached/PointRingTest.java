package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointRingTest {
    private final PointRing ring = PointRing.builder()
            .add(-1, 3)
            .add(100, 2)
            .add(100, 1)
            .add(Integer.MIN_VALUE, 0)
            .build();

    @Test
    void aHashBelongsToTheNextPointAsAnUnsignedNumber() {
        assertThat(ring.serverOf(101)).isZero();
        assertThat(ring.serverOf(Integer.MIN_VALUE)).isZero();
        assertThat(ring.serverOf(Integer.MIN_VALUE + 1)).isEqualTo(3);
        assertThat(ring.serverOf(-1)).isEqualTo(3);
    }

    @Test
    void ofEqualPointsTheFirstServerCounts() {
        assertThat(ring.serverOf(0)).isEqualTo(1);
        assertThat(ring.serverOf(100)).isEqualTo(1);
    }

    @Test
    void behindTheLastPointTheFirstOneFollows() {
        PointRing low = PointRing.builder().add(5, 0).add(9, 1).build();
        assertThat(low.serverOf(10)).isZero();
    }
}
