package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A connection that closed between the look at it and the command, as happens when a server restarts. */
@RequiresServers(Server.REDIS)
class RedisClosedConnectionTest {
    private static final byte[] KEY = "key".getBytes(StandardCharsets.US_ASCII);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aChangeThatWasNotSentIsSentOnTheNextConnection() {
        AtomicInteger attempts = new AtomicInteger();
        RedisClient client = RedisClient.create();
        RedisChange<String> change = new RedisChange<>(
                KEY,
                sender -> attempts.incrementAndGet() == 1
                        ? CompletableFuture.failedFuture(new ClosedChannelException())
                        : sender.next().set(KEY, KEY),
                "OK"::equals);
        try (RealRedis redis = RealRedis.start();
                RedisServer server = server(client, redis)) {
            String answer = server.change("write", PATIENCE, change);
            assertThat(answer).isEqualTo("OK");
            assertThat(attempts).hasValue(2);
        } finally {
            client.shutdown();
        }
    }

    private static RedisServer server(RedisClient client, RealRedis redis) {
        RedisURI uri = RedisURI.create("127.0.0.1", redis.port());
        return new RedisServer(
                "here",
                RedisKeys.of(""),
                RedisClients.routes(client, uri, Duration.ofMillis(1), RedisSettings.defaults()),
                PATIENCE,
                PATIENCE,
                RedisSettings.defaults());
    }
}
