package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with hardly any time come before there is a connection. */
@RequiresServers(Server.REDIS)
class RedisColdConnectionTest {
    private static final String ID = "coldcoldcoldcoldcoldcoldcoldcold";
    private static final Duration TINY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RealRedis redis = RealRedis.start();
    private final FaultProxy wire = FaultProxy.to(redis);

    @AfterEach
    void stop() {
        wire.close();
        redis.close();
    }

    /** With one connection for all, and, to wait for replicas, with one of its own. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theConnectionThatTheyBeganServesWhoComesNext(int replicas) {
        RedisSettings settings = RedisSettings.builder()
                .connectTimeout(PATIENCE)
                .replicas(replicas)
                .replicaTimeout(Duration.ofMillis(1))
                .build();
        try (RedisSessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
                .savePath("tcp://127.0.0.1:" + wire.port())
                .settings(settings)
                .build()) {
            wire.stall();
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> destroy(factory, TINY))
                        .isInstanceOfSatisfying(
                                SessionStoreException.class,
                                tooLate -> assertThat(tooLate.outcomeUnknown()).isFalse());
            }
            wire.resume();
            destroy(factory, PATIENCE);
            assertThat(wire.connections()).isOne();
        }
    }

    /** Nothing that is refused for that reason has been done, however long the first connection took. */
    @Test
    void scriptsThatTheServerDoesNotKnowYetAreSentInFullAfterASlowStart() {
        Duration answer = Duration.ofSeconds(1);
        RedisSettings settings = RedisSettings.builder()
                .connectTimeout(PATIENCE)
                .commandTimeout(answer)
                .build();
        try (RedisSessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
                        .savePath("tcp://127.0.0.1:" + wire.port())
                        .settings(settings)
                        .build();
                SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            wire.stall();
            CompletableFuture.delayedExecutor(answer.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(wire::resume);
            handler.open("", "PHPSESSID");
            assertThat(handler.read(ID)).isEmpty();
        }
    }

    /** An id that nobody knows: no replica has to say anything about it. */
    private static void destroy(RedisSessionHandlerFactory factory, Duration time) {
        long begin = System.nanoTime();
        HandlerContext context = HandlerContext.builder()
                .timeLeft(() -> time.minusNanos(System.nanoTime() - begin))
                .build();
        try (SessionHandler handler = factory.newHandler(context)) {
            handler.open("", "PHPSESSID");
            handler.destroy(ID);
        }
    }
}
