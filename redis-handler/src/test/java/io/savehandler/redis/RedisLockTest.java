package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lock in Redis itself: its key, its lease, and what becomes of both. */
@RequiresServers(Server.REDIS)
class RedisLockTest {
    private static final String ID = "locklocklocklocklocklocklock0000";
    private static final String LOCK = "PHPREDIS_SESSION:" + ID + "_LOCK";
    private static final Duration SHORT_LEASE = Duration.ofMillis(400);

    private final RealRedis redis = RealRedis.start();
    private final RedisDoor door = redis.door();
    private final SessionHandlerFactory factory = RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + redis.port());

    @AfterEach
    void stop() {
        factory.close();
        door.close();
        redis.close();
    }

    @Test
    void alwaysHasAnExpiryAndAnOwnerOfItsOwn() {
        try (SessionHandler first = handler(LockSettings.defaults())) {
            first.read(ID);
            assertThat(Integer.parseInt(door.call("PTTL", LOCK))).isBetween(20_000, 30_000);
            String owner = door.call("GET", LOCK);
            first.close();
            try (SessionHandler second = handler(LockSettings.defaults())) {
                second.read(ID);
                assertThat(door.call("GET", LOCK)).isNotEqualTo(owner);
            }
        }
        assertThat(door.get(LOCK)).isEmpty();
    }

    @Test
    void aWaitForItIsTold() {
        AtomicReference<Duration> told = new AtomicReference<>(Duration.ZERO);
        HandlerContext context =
                HandlerContext.builder().onLockWaited(told::set).build();
        door.call("SET", LOCK, "somebody", "PX", "100");
        try (SessionHandler waiting = factory.newHandler(context)) {
            waiting.open("", "PHPSESSID");
            waiting.read(ID);
        }
        assertThat(told.get()).isPositive();
    }

    @Test
    void isGivenBackByPhpredissOwnScript() {
        try (SessionHandler handler = handler(LockSettings.defaults())) {
            handler.read(ID);
        }
        assertThat(door.call("SCRIPT", "EXISTS", "b70c2384248f88e6b75b9f89241a180f856ad852"))
                .isEqualTo("1");
        assertThat(RedisScript.RELEASE.sha1()).isEqualTo("b70c2384248f88e6b75b9f89241a180f856ad852");
    }

    @Test
    void isRenewedWhileTheRequestRuns() {
        LockSettings settings = LockSettings.builder().expire(SHORT_LEASE).build();
        try (SessionHandler owner = handler(settings)) {
            owner.read(ID);
            for (int renewals = 0, before = millisLeft(); renewals < 4; ) {
                int now = millisLeft();
                assertThat(now).as("a lock that nobody took away").isPositive();
                renewals += now > before ? 1 : 0;
                before = now;
            }
            owner.write(ID, bytes("data"));
        }
        assertThat(door.get(LOCK)).isEmpty();
    }

    @Test
    void runsOutWhenHeldForTooLongAndThenTheFenceHolds() {
        LockSettings settings = LockSettings.builder()
                .expire(SHORT_LEASE)
                .maxHold(Duration.ZERO)
                .build();
        try (SessionHandler slow = handler(settings)) {
            slow.read(ID);
            try (SessionHandlerFactory otherNode =
                            RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + redis.port());
                    SessionHandler next = handler(LockSettings.defaults(), otherNode)) {
                next.read(ID);
                assertThatThrownBy(() -> slow.write(ID, bytes("slow"))).isInstanceOf(SessionLockLostException.class);
                slow.close();
                assertThat(door.get(LOCK)).as("the next one's lock").isPresent();
                next.write(ID, bytes("next"));
            }
        }
        assertThat(door.get("PHPREDIS_SESSION:" + ID))
                .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo("next"));
    }

    /** A master that dies may have passed on that a lock was taken, and not yet that it was given back. */
    @Test
    void comesBackWithAnOlderStateOfTheStoreAndStandsInNobodysWayAtHome() {
        LockSettings patient = LockSettings.defaults();
        LockSettings impatient =
                LockSettings.builder().waitTimeout(Duration.ofMillis(50)).build();
        String owner;
        try (SessionHandler first = handler(patient)) {
            first.read(ID);
            owner = door.call("GET", LOCK);
            first.write(ID, bytes("first"));
        }
        assertThat(door.call("SET", LOCK, owner, "PX", "30000")).isEqualTo("OK");
        try (SessionHandlerFactory otherNode = RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + redis.port());
                SessionHandler stranger = handler(impatient, otherNode)) {
            assertThatThrownBy(() -> stranger.read(ID)).isInstanceOf(SessionLockTimeoutException.class);
            assertThat(door.call("GET", LOCK))
                    .as("nothing that strangers may take")
                    .isEqualTo(owner);
        }
        try (SessionHandler next = handler(impatient)) {
            assertThat(next.read(ID)).asString().isEqualTo("first");
            assertThat(door.call("GET", LOCK)).isNotEqualTo(owner);
            next.write(ID, bytes("next"));
        }
        assertThat(door.get(LOCK)).isEmpty();
    }

    @Test
    void phpsSettingsTakePrecedence() {
        Map<String, String> settings = Map.of(
                "redis.session.lock_expire", "7",
                "redis.session.lock_retries", "5",
                "redis.session.lock_wait_time", "1000");
        try (SessionHandlerFactory node = ofSettings(settings);
                SessionHandlerFactory otherNode = ofSettings(settings);
                SessionHandler owner = handler(LockSettings.defaults(), node);
                SessionHandler loser = handler(LockSettings.defaults(), otherNode)) {
            owner.read(ID);
            assertThat(millisLeft()).isBetween(1, 7_000);
            assertThatThrownBy(() -> loser.read(ID))
                    .isInstanceOfSatisfying(
                            SessionLockTimeoutException.class,
                            gaveUp -> assertThat(gaveUp.waited())
                                    .isLessThan(LockSettings.defaults()
                                            .waitTimeout()
                                            .dividedBy(2)));
        }
    }

    @Test
    void canBeSwitchedOffAsInPhp() {
        try (SessionHandlerFactory node = ofSettings(Map.of("redis.session.locking_enabled", "0"));
                SessionHandler handler = handler(LockSettings.defaults(), node)) {
            assertThat(node.capabilities()).doesNotContain(Capability.LOCKING);
            handler.read(ID);
            assertThat(door.get(LOCK)).isEmpty();
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        ofSettings(Map.of("redis.session.early_refresh", "0", "redis.session.compression", "none"))
                .close();
        for (Map<String, String> unusable : List.of(
                Map.of("redis.session.early_refresh", "soon"),
                Map.of("redis.session.compression", "gzip"),
                Map.of("redis.session.lock_retries", "many"),
                Map.of("redis.session.locking_enabled", "maybe"))) {
            assertThatThrownBy(() -> ofSettings(unusable))
                    .isInstanceOf(SessionConfigurationException.class)
                    .hasMessageContaining(unusable.keySet().iterator().next());
        }
    }

    private SessionHandlerFactory ofSettings(Map<String, String> settings) {
        SessionConfigBuilder config = SessionConfig.builder().savePath("tcp://127.0.0.1:" + redis.port());
        settings.forEach(config::handlerSetting);
        return new RedisSessionHandlerProvider().create(config.build());
    }

    private int millisLeft() {
        return Integer.parseInt(door.call("PTTL", LOCK));
    }

    private SessionHandler handler(LockSettings lock) {
        return handler(lock, factory);
    }

    private static SessionHandler handler(LockSettings lock, SessionHandlerFactory from) {
        SessionHandler handler =
                from.newHandler(HandlerContext.builder().lock(lock).build());
        handler.open("", "PHPSESSID");
        return handler;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
