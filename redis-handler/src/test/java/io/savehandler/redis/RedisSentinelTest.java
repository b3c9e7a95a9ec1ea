package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Three sentinels, a master and two replicas, of which the master dies. */
@RequiresServers(Server.REDIS)
class RedisSentinelTest {
    private static final String ID = "sentinelsentinelsentinelsentinel";
    private static final Duration FAILOVER = Duration.ofSeconds(40);

    @Test
    void theNextMasterIsFoundWithoutARestart() {
        try (RealRedisSentinels redis = RealRedisSentinels.start("secret");
                SessionHandlerFactory factory = RedisSessionHandlerFactory.connect(savePath(redis))) {
            assertThat(factory.toString()).doesNotContain("secret");
            write(factory, "before");
            assertThat(read(factory)).isEqualTo("before");
            RealRedis old = redis.master();
            awaitReplicas(old);
            old.kill();
            int failures = 0;
            for (long end = System.nanoTime() + FAILOVER.toNanos(); System.nanoTime() < end; ) {
                try {
                    write(factory, "after");
                    break;
                } catch (SessionException e) {
                    assertThat(e).isInstanceOf(SessionStoreException.class);
                    failures++;
                }
            }
            assertThat(failures).as("requests that failed clearly").isPositive();
            assertThat(read(factory)).isEqualTo("after");
            assertThat(redis.master()).isNotSameAs(old);
        }
    }

    private static void awaitReplicas(RealRedis master) {
        try (var door = master.door()) {
            assertThat(door.call("WAIT", "2", "10000")).isEqualTo("2");
        }
    }

    private static String savePath(RealRedisSentinels redis) {
        return redis.sentinels().stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(
                        Collectors.joining(",", "redis-sentinel://", "?master=" + redis.masterName() + "&auth=secret"));
    }

    private static void write(SessionHandlerFactory factory, String data) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            handler.read(ID);
            handler.write(ID, data.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String read(SessionHandlerFactory factory) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            return new String(handler.read(ID), StandardCharsets.US_ASCII);
        }
    }
}
