package io.savehandler.examples.unittesting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BasketTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2030-01-01T12:00:00Z"));
    private final InMemorySessionHandlerFactory handlers = InMemorySessionHandlerFactory.create();
    private final Sessions sessions = Sessions.builder(handlers).clock(clock).build();
    private final Basket basket = new Basket(sessions);

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void theNextRequestFindsWhatTheFirstOnePutIn() {
        String visitor = basket.add(null, "tea");
        basket.add(visitor, "tea");

        assertThat(basket.count(visitor, "tea")).isEqualTo(2);
        assertThat(handlers.store().size()).isEqualTo(1);
    }

    @Test
    void aBasketIsEmptyOnceItsSessionHasExpired() {
        String visitor = basket.add(null, "tea");
        Duration lifetime = sessions.config().gcMaxLifetime();

        clock.advance(lifetime.minusMillis(1));
        assertThat(basket.count(visitor, "tea")).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(basket.count(visitor, "tea")).isZero();
    }

    @Test
    void aSecondRequestWaitsForTheFirst() throws Exception {
        String visitor = basket.add(null, "tea");

        Session first = sessions.start(visitor);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> basket.add(visitor, "tea"));
        try (first) {
            first.put("tea", 10);
            assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }

        second.get(30, TimeUnit.SECONDS);
        assertThat(basket.count(visitor, "tea")).isEqualTo(11);
    }

    @Test
    void requestsThatDoNotWaitLoseNothing() {
        String visitor = basket.add(null, "tea");

        try (Session slow = sessions.start(visitor, Concurrency.MERGE)) {
            slow.update("tea", count -> count.toLong(0) + 1);
            basket.addAtOnce(visitor, "tea");
            basket.addAtOnce(visitor, "bread");
        }

        assertThat(basket.count(visitor, "tea")).isEqualTo(3);
        assertThat(basket.count(visitor, "bread")).isEqualTo(1);
    }
}
