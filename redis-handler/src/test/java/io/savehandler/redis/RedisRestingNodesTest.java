package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedisRestingNodesTest {
    private static final String NODE = "node 127.0.0.1:7000";
    private final Exception refused = new Exception("refused");

    private final AtomicLong time = new AtomicLong(1);
    private final RedisRestingNodes nodes = new RedisRestingNodes(Duration.ofMillis(100), time::get);
    private final Object connection = new Object();

    @Test
    void aNodeRestsLongerEachTimeUpToAQuarterOfASecond() {
        for (long expected : List.of(100, 200, 250, 250, 250)) {
            nodes.failed(NODE, connection, time.get(), refused);
            pass(Duration.ofMillis(expected).minusNanos(1));
            assertThat(nodes.whyResting(NODE)).containsSame(refused);
            pass(Duration.ofNanos(1));
            assertThat(nodes.whyResting(NODE)).isEmpty();
        }
    }

    @Test
    void theOthersAreNotConcerned() {
        nodes.failed(NODE, connection, time.get(), refused);
        assertThat(nodes.whyResting("node 127.0.0.1:7001")).isEmpty();
        assertThat(nodes.isDoubtful("node 127.0.0.1:7001")).isFalse();
        assertThat(nodes.isDoubtful(NODE)).isTrue();
    }

    @Test
    void attemptsThatWereMadeTogetherCountOnce() {
        long began = time.get();
        pass(Duration.ofMillis(10));
        nodes.failed(NODE, connection, began, refused);
        pass(Duration.ofMillis(10));
        nodes.failed(NODE, new Object(), began, refused);
        assertThat(nodes.hasFailedOn(NODE, connection)).isTrue();
        pass(Duration.ofMillis(90));
        assertThat(nodes.whyResting(NODE)).isEmpty();
    }

    @Test
    void aNodeThatHasBeenWellForLongFailsForTheFirstTimeAgain() {
        nodes.failed(NODE, connection, time.get(), refused);
        nodes.failed(NODE, connection, time.get(), refused);
        pass(Duration.ofSeconds(6));
        assertThat(nodes.isDoubtful(NODE)).isFalse();
        nodes.failed(NODE, connection, time.get(), refused);
        pass(Duration.ofMillis(100));
        assertThat(nodes.whyResting(NODE)).isEmpty();
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }
}
