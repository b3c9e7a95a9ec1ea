package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionOutcome;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a server may drop sessions, as it says itself. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisEvictionTest {
    private static final String ID = "evictevictevictevictevictevict00";
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final RedisSettings WAITING =
            RedisSettings.builder().replicas(1).build();

    private final CapturedWarnings warnings = new CapturedWarnings();

    @AfterEach
    void stop() {
        warnings.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, allkeys-lru, noeviction",
        "1000, noeviction, noeviction",
        "1000, volatile-ttl, volatile-ttl",
        "1000, , unknown"
    })
    void withoutALimitNothingIsDropped(String limit, String policy, String effective) {
        String info = "# Memory\r\nused_memory:1\r\nmaxmemory:" + limit + "\r\n"
                + (policy == null ? "" : "maxmemory_policy:" + policy + "\r\n");
        assertThat(RedisEviction.policy(info)).isEqualTo(effective);
    }

    @Test
    void aServerThatDropsNothingIsFoundOutInUse() {
        try (RealRedis redis = RealRedis.start();
                Access access = new Access(redis, true)) {
            assertThat(access.mayLose()).as("what is not known yet").isTrue();
            access.use();
            access.awaitMayNotLose();
        }
        assertThat(warnings.texts()).isEmpty();
    }

    @Test
    void aServerThatDropsLocksIsToldAboutOnce() {
        try (RealRedis redis = RealRedis.launch()
                        .setting("maxmemory 100mb")
                        .setting("maxmemory-policy volatile-lru")
                        .start();
                Access access = new Access(redis, true);
                RedisDoor door = redis.door()) {
            access.use();
            awaitWarning();
            door.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            access.useAgain();
            assertThat(access.mayLose()).isTrue();
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .contains(
                            "volatile-lru", "tcp://127.0.0.1:" + redis.port(), "TROUBLESHOOTING.md#redis-evicts-locks");
        }
    }

    @Test
    void whereNothingIsLockedThereIsNothingToWarnAbout() {
        try (RealRedis redis = RealRedis.launch()
                        .setting("maxmemory 100mb")
                        .setting("maxmemory-policy allkeys-lru")
                        .start();
                Access access = new Access(redis, false);
                Access noisy = new Access(redis, true)) {
            access.use();
            noisy.use();
            awaitWarning();
            assertThat(access.mayLose()).isTrue();
        }
        assertThat(warnings.texts()).hasSize(1);
    }

    @Test
    void aServerThatDoesNotSayMay() {
        String rules = "~* +get +set +del +exists +pexpire +pttl +eval +evalsha";
        try (RealRedis redis =
                        RealRedis.launch().user("sessions", "secret", rules).start();
                Access access = new Access(
                        "tcp://127.0.0.1:" + redis.port() + "?auth[user]=sessions&auth[pass]=secret", true)) {
            access.use();
            access.use();
            assertThat(access.mayLose()).isTrue();
        }
    }

    @Test
    void aClusterLosesNothingIfNoMasterDropsAndReplicasAreWaitedFor() {
        try (RealRedisCluster cluster = RealRedisCluster.start();
                Access hasty =
                        new Access("seed[]=127.0.0.1:" + cluster.nodes().get(0).port(), true);
                Access access =
                        new Access("seed[]=127.0.0.1:" + cluster.nodes().get(0).port(), WAITING)) {
            hasty.use();
            access.use();
            access.awaitMayNotLose();
            assertThat(hasty.mayLose())
                    .as("to a replica that nobody waited for")
                    .isTrue();
            RealRedis master = cluster.masters().get(1);
            try (RedisDoor door = master.door()) {
                door.call("CONFIG", "SET", "maxmemory", "100mb", "maxmemory-policy", "allkeys-lfu");
            }
            try (Access other =
                    new Access("seed[]=127.0.0.1:" + cluster.nodes().get(0).port(), WAITING)) {
                other.use();
                awaitWarning();
                assertThat(other.mayLose()).isTrue();
            }
        }
    }

    @Test
    void aSessionThatIsGoneWasDestroyedWhereNothingIsDropped() {
        try (RealRedis redis = RealRedis.start();
                RedisDoor door = redis.door();
                Access access = new Access(redis, true);
                Sessions sessions = Sessions.builder(access.factory).build()) {
            var session = sessions.start(null);
            session.put("visits", 1);
            session.close();
            access.awaitMayNotLose();
            session = sessions.start(session.id());
            session.put("visits", 2);
            door.call("DEL", "PHPREDIS_SESSION:" + session.id());
            session.close();
            assertThat(session.outcome()).isEqualTo(SessionOutcome.DROPPED);
        }
    }

    private void awaitWarning() {
        long end = System.nanoTime() + ANSWER.toNanos();
        while (warnings.texts().isEmpty()) {
            assertThat(System.nanoTime()).as("a warning").isLessThan(end);
        }
    }

    /** A factory and what it says about its server. */
    private static final class Access implements AutoCloseable {
        private final RedisSessionHandlerFactory factory;

        Access(RealRedis redis, boolean locking) {
            this("tcp://127.0.0.1:" + redis.port(), locking);
        }

        Access(String savePath, boolean locking) {
            this(savePath, RedisSettings.builder().locking(locking).build());
        }

        Access(String savePath, RedisSettings settings) {
            this.factory = RedisSessionHandlerFactory.builder()
                    .savePath(savePath)
                    .settings(settings)
                    .build();
        }

        void use() {
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                handler.open("", "PHPSESSID");
                handler.read(ID);
                handler.write(ID, new byte[] {1});
            }
        }

        /** After a lost connection: reading may be tried twice. */
        void useAgain() {
            try (SessionHandler handler =
                    factory.newHandler(HandlerContext.builder().readOnly(true).build())) {
                handler.open("", "PHPSESSID");
                handler.read(ID);
            }
        }

        boolean mayLose() {
            return factory.capabilities().contains(Capability.MAY_EVICT);
        }

        void awaitMayNotLose() {
            long end = System.nanoTime() + ANSWER.toNanos();
            while (mayLose()) {
                assertThat(System.nanoTime()).as("the server's answer").isLessThan(end);
            }
        }

        @Override
        public void close() {
            factory.close();
        }
    }
}
