package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that sentinels name is spoken to as its master is: with TLS and the password. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisReplicaReadOverTlsTest {
    private static final String ID = "copycopycopycopycopycopycopycopy";
    private static final byte[] DATA = {1, 2, 3};

    @TempDir
    Path directory;

    @Test
    void aReplicaIsLoggedInToThroughTls() {
        TestCertificate certificate = TestCertificate.create(directory);
        try (RealRedisSentinels redis = RealRedisSentinels.start("secret", certificate);
                RedisSessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
                        .savePath(redis.sentinels().stream()
                                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                                .collect(Collectors.joining(
                                        ",",
                                        "rediss-sentinel://",
                                        "?auth=secret&stream[cafile]=" + certificate.authority())))
                        .settings(RedisSettings.builder().readFromReplicas(true).build())
                        .build()) {
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                handler.open("", "PHPSESSID");
                handler.write(ID, DATA);
            }
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (redis.nodes().stream().skip(1).noneMatch(RedisReplicaReadOverTlsTest::wasAsked)) {
                assertThat(System.nanoTime()).isLessThan(end);
                assertThat(read(factory)).isEqualTo(DATA);
            }
        }
    }

    private static byte[] read(RedisSessionHandlerFactory factory) {
        try (SessionHandler handler =
                factory.newHandler(HandlerContext.builder().readOnly(true).build())) {
            handler.open("", "PHPSESSID");
            return handler.read(ID);
        }
    }

    private static boolean wasAsked(RealRedis replica) {
        try (RedisDoor door = replica.door()) {
            return door.call("INFO", "commandstats").contains("cmdstat_get:calls=");
        }
    }
}
