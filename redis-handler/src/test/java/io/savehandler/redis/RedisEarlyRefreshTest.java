package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code redis.session.early_refresh} of phpredis 6.1, which PHP cannot judge here: 5.3.7 does not have it. */
@RequiresServers(Server.REDIS)
class RedisEarlyRefreshTest {
    private static final String ID = "earlyearlyearlyearlyearlyearly00";
    private static final String KEY = "PHPREDIS_SESSION:" + ID;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LIFETIME = Duration.ofSeconds(1000);

    private final RealRedis redis = RealRedis.start();
    private final RedisDoor door = redis.door();
    private final FaultProxy wire = FaultProxy.to(redis);
    private final RedisSessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
            .savePath("tcp://127.0.0.1:" + wire.port())
            .settings(RedisSettings.builder().earlyRefresh(true).build())
            .build();

    @BeforeEach
    void aSessionThatEndsSoon() {
        door.set(KEY, DATA, "EX", "100");
    }

    @AfterEach
    void stop() {
        factory.close();
        wire.close();
        door.close();
        redis.close();
    }

    @Test
    void whoeverReadsRefreshes() {
        for (HandlerContext context : List.of(
                builder().build(),
                builder().locking(false).build(),
                builder().readOnly(true).build())) {
            aSessionThatEndsSoon();
            try (SessionHandler handler = opened(context)) {
                assertThat(handler.validateId(ID)).isTrue();
                assertThat(secondsLeft()).isBetween(990L, 1000L);
                assertThat(handler.read(ID)).isEqualTo(DATA);
            }
        }
    }

    @Test
    void nobodysLifeIsShortened() {
        for (boolean locking : new boolean[] {true, false}) {
            door.set(KEY, DATA, "EX", "5000");
            try (SessionHandler handler = opened(builder().locking(locking).build())) {
                assertThat(handler.read(ID)).isEqualTo(DATA);
            }
            assertThat(secondsLeft()).isGreaterThan(4990);
        }
    }

    @Test
    void aGainThatIsNotWorthATouchIsNotWorthThis() {
        for (boolean locking : new boolean[] {true, false}) {
            HandlerContext context = builder()
                    .locking(locking)
                    .touchInterval(Duration.ofSeconds(950))
                    .build();
            aSessionThatEndsSoon();
            try (SessionHandler handler = opened(context)) {
                handler.read(ID);
                handler.updateTimestamp(ID, DATA);
                assertThat(secondsLeft()).isLessThanOrEqualTo(100);
            }
            door.call("EXPIRE", KEY, "49");
            try (SessionHandler handler = opened(context)) {
                handler.read(ID);
                assertThat(secondsLeft()).isGreaterThan(990);
            }
        }
    }

    @Test
    void anUnchangedSessionIsNotTouchedAgain() {
        try (SessionHandler handler = opened(builder().locking(false).build())) {
            handler.read(ID);
            long before = wire.roundTrips();
            handler.finishing();
            handler.updateTimestamp(ID, DATA);
            assertThat(wire.roundTrips()).isEqualTo(before);
        }
    }

    @Test
    void underTheLockTheLockIsGivenBackAllTheSame() {
        try (SessionHandler handler = opened(builder().build())) {
            handler.read(ID);
            assertThat(door.get(KEY + "_LOCK")).isPresent();
            handler.finishing();
            handler.updateTimestamp(ID, DATA);
        }
        assertThat(door.get(KEY + "_LOCK")).isEmpty();
    }

    @Test
    void aChangedSessionIsWrittenAsEver() {
        try (SessionHandler handler = opened(builder().build())) {
            handler.read(ID);
            door.call("EXPIRE", KEY, "100");
            handler.write(ID, "other".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(secondsLeft()).isGreaterThan(990);
    }

    @Test
    void anUnknownSessionStaysUnknown() {
        for (boolean locking : new boolean[] {true, false}) {
            try (SessionHandler handler = opened(builder().locking(locking).build())) {
                assertThat(handler.validateId("unknown")).isFalse();
                assertThat(handler.read("unknown")).isEmpty();
            }
            assertThat(door.call("KEYS", "*unknown*")).isEmpty();
        }
    }

    @Test
    void readingFromReplicasWouldRefreshNothing() {
        RedisSettings.Builder both = RedisSettings.builder().earlyRefresh(true).readFromReplicas(true);
        assertThatThrownBy(both::build)
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("redis.session.early_refresh");
    }

    private static HandlerContextBuilder builder() {
        return HandlerContext.builder().lifetime(LIFETIME);
    }

    private SessionHandler opened(HandlerContext context) {
        SessionHandler handler = factory.newHandler(context);
        handler.open("", "PHPSESSID");
        return handler;
    }

    private long secondsLeft() {
        return Long.parseLong(door.call("PTTL", KEY)) / 1000;
    }
}
