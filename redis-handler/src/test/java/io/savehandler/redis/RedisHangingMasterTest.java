package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionException;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A master stops answering, is replaced, and comes back as somebody's replica. */
@Tag("once")
@RequiresServers(Server.REDIS)
class RedisHangingMasterTest {
    private static final Duration FAILOVER = Duration.ofSeconds(60);
    private static final int VISITS = 50;

    @Test
    void ofSentinels() {
        try (RealRedisSentinels redis = RealRedisSentinels.start()) {
            RealRedis master = redis.master();
            String sentinels = redis.sentinels().stream()
                    .map(sentinel -> "127.0.0.1:" + sentinel.port())
                    .collect(Collectors.joining(","));
            assertGoesOn("redis-sentinel://" + sentinels + "?", master, "2");
        }
    }

    @Test
    void ofACluster() {
        try (RealRedisCluster cluster = RealRedisCluster.start()) {
            RealRedis master = cluster.masters().get(0);
            String seeds = cluster.nodes().stream()
                    .map(node -> "seed[]=127.0.0.1:" + node.port())
                    .collect(Collectors.joining("&"));
            assertGoesOn(seeds + "&", master, "1");
        }
    }

    private static void assertGoesOn(String savePath, RealRedis master, String replicas) {
        String id = newSession(savePath, master, replicas);
        try (Sessions sessions = sessions(savePath + "read_timeout=0.5&timeout=1")) {
            assertThat(visitsUntilServed(sessions, id)).isEqualTo(2);
            master.pause();
            try {
                assertRefused(sessions, id);
                assertThat(visitsUntilServed(sessions, id)).isIn(3L, 4L);
            } finally {
                master.resume();
            }
            assertEverythingGoesOn(sessions, id);
        }
    }

    /** The old master is not taken for the master once more. */
    private static void assertEverythingGoesOn(Sessions sessions, String id) {
        for (int i = 0; i < VISITS; i++) {
            visit(sessions, id);
        }
    }

    /** A visit whose answer was lost may have counted. */
    private static void assertRefused(Sessions sessions, String id) {
        assertThatThrownBy(() -> visit(sessions, id)).isInstanceOf(SessionStoreException.class);
    }

    private static long visitsUntilServed(Sessions sessions, String id) {
        for (long end = System.nanoTime() + FAILOVER.toNanos(); System.nanoTime() < end; ) {
            try {
                return visit(sessions, id);
            } catch (SessionException e) {
                assertThat(e).isInstanceOf(SessionStoreException.class);
            }
        }
        throw new AssertionError("somebody else should be in charge by now");
    }

    private static long visit(Sessions sessions, String id) {
        return sessions.run(id, session -> {
            assertThat(session.id()).isEqualTo(id);
            return session.update("visits", visits -> visits.toLong(0) + 1);
        });
    }

    /** A session on a master, whose replicas have it too. */
    private static String newSession(String savePath, RealRedis master, String replicas) {
        try (Sessions sessions = sessions(savePath + "timeout=30");
                RedisDoor door = master.door()) {
            while (true) {
                String id = sessions.run(null, session -> {
                    session.put("visits", 1);
                    return session.id();
                });
                if (door.call("KEYS", "*" + id).contains(id)) {
                    assertThat(door.call("WAIT", replicas, "10000")).isEqualTo(replicas);
                    return id;
                }
            }
        }
    }

    private static Sessions sessions(String savePath) {
        return Sessions.builder(RedisSessionHandlerFactory.connect(savePath)).build();
    }
}
