package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import org.junit.jupiter.api.Test;

/** How often a request may wait for Redis, wherever the sessions are. */
interface WaitsContract {

    CountedRequests requests();

    @Test
    default void readingWaitsOnce() {
        assertThat(requests().waits(Concurrency.READ_ONLY, false)).isEqualTo(1);
    }

    @Test
    default void mergingWaitsTwice() {
        assertThat(requests().waits(Concurrency.MERGE, true)).isEqualTo(2);
    }

    @Test
    default void theLastWriterWaitsTwice() {
        assertThat(requests().waits(Concurrency.LAST_WRITE_WINS, true)).isEqualTo(2);
    }

    @Test
    default void changingUnderTheLockWaitsTwice() {
        assertThat(requests().waits(Concurrency.LOCK, true)).isEqualTo(2);
    }

    @Test
    default void touchingUnderTheLockWaitsTwice() {
        assertThat(requests().waits(Concurrency.LOCK, false)).isEqualTo(2);
    }

    @Test
    default void aForgedIdCostsOneMoreQuestion() {
        assertThat(requests().waitsForForgedId()).isEqualTo(2);
    }
}
