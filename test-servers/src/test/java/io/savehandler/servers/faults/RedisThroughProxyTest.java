package io.savehandler.servers.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@RequiresServers(Server.REDIS)
class RedisThroughProxyTest {
    private static final Duration TIME = Duration.ofSeconds(20);

    @Test
    void doesWhatItWasAskedAlthoughTheAnswerIsLost() throws IOException {
        try (RealRedis redis = RealRedis.start();
                FaultProxy proxy = FaultProxy.to(redis);
                Client client = new Client(proxy)) {
            proxy.toClient().swallow();
            client.send("INCR n\r\n");
            proxy.toClient().awaitSwallowed(":1\r\n".length(), TIME);
            proxy.resume();
            client.send("INCR n\r\n");
            assertThat(client.read(4)).isEqualTo(":2\r\n");
        }
    }

    @Test
    void comesBackBehindTheProxy() throws IOException {
        try (RealRedis redis = RealRedis.launch().durable().start();
                FaultProxy proxy = FaultProxy.to(redis)) {
            try (Client client = new Client(proxy)) {
                client.send("INCR n\r\n").read(4);
                redis.kill();
                assertThat(client.isAtEnd()).isTrue();
            }
            try (Client client = new Client(proxy)) {
                assertThatThrownBy(client::isAtEnd).isInstanceOf(SocketException.class);
            }
            redis.restart();
            try (Client client = new Client(proxy)) {
                assertThat(client.send("INCR n\r\n").read(4)).isEqualTo(":2\r\n");
            }
        }
    }
}
