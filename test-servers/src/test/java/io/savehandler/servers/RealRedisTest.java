package io.savehandler.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
@RequiresServers(Server.REDIS)
class RealRedisTest {
    @TempDir
    private Path directory;

    @Test
    void answersAtOnce() throws IOException {
        try (RealRedis server = RealRedis.start();
                RespSocket redis = server.connect()) {
            assertThat(redis.call("PING")).isEqualTo("PONG");
            assertThat(redis.call("SET", "k", "v\r\n\u20ac")).isEqualTo("OK");
            assertThat(redis.call("GET", "k")).isEqualTo("v\r\n\u20ac");
            assertThat(redis.call("GET", "none")).isEqualTo("(nil)");
        }
    }

    @Test
    void asksForItsPassword() throws IOException {
        try (RealRedis server = RealRedis.launch().password("s3cret word").start();
                RespSocket stranger = RespSocket.connect(server.port());
                RespSocket friend = server.connect()) {
            assertThatThrownBy(() -> stranger.call("GET", "k"))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith("NOAUTH");
            assertThat(stranger.call("AUTH", "s3cret word")).isEqualTo("OK");
            assertThat(friend.call("GET", "k")).isEqualTo("(nil)");
        }
    }

    @Test
    void knowsItsUsers() throws IOException {
        try (RealRedis server = RealRedis.launch()
                        .user("all", "one")
                        .user("some", "two", "~allowed:* +get")
                        .start();
                RespSocket redis = RespSocket.connect(server.port())) {
            redis.call("AUTH", "all", "one");
            assertThat(redis.call("SET", "other", "v")).isEqualTo("OK");
            redis.call("AUTH", "some", "two");
            assertThat(redis.call("GET", "allowed:k")).isEqualTo("(nil)");
            assertThatThrownBy(() -> redis.call("GET", "other")).hasMessageStartingWith("NOPERM");
        }
    }

    @Test
    void refusesWritesWhenItsMemoryIsFull() throws IOException {
        try (RealRedis server = RealRedis.launch().maxMemory(3).start();
                RespSocket redis = server.connect()) {
            assertThat(redis.call("SET", "small", "v")).isEqualTo("OK");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            redis.call("SET", "k" + i, "x".repeat(500_000));
                        }
                    })
                    .hasMessageStartingWith("OOM");
            assertThat(redis.call("GET", "small")).isEqualTo("v");
        }
    }

    @Test
    void speaksTlsOnly() throws IOException {
        TestCertificate certificate = TestCertificate.create(directory);
        try (RealRedis server =
                        RealRedis.launch().tls(certificate).password("p").start();
                RespSocket redis = server.connect();
                RespSocket plain = RespSocket.connect(server.port())) {
            assertThat(redis.call("PING")).isEqualTo("PONG");
            assertThatThrownBy(() -> plain.call("PING")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> RespSocket.connect(server.port(), javax.net.ssl.SSLSocketFactory.getDefault())
                            .call("PING"))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void answersOnItsUnixSocket() throws IOException {
        try (RealRedis server = RealRedis.start();
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(server.unixSocket()));
            channel.write(ByteBuffer.wrap("PING\r\n".getBytes(US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(7);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {}
            assertThat(new String(answer.array(), US_ASCII)).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void isSilentWhilePaused() throws IOException {
        try (RealRedis server = RealRedis.start();
                RespSocket redis = server.connect()) {
            server.pause();
            redis.answerWithin(100);
            assertThatThrownBy(() -> redis.call("PING")).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.isAlive()).isTrue();
            server.resume();
            redis.answerWithin(10_000);
            // The answer to the first question was only late.
            assertThat(redis.call("INCR", "n")).isEqualTo("PONG");
        }
    }

    @Test
    void losesItsDataWhenKilled() throws IOException {
        try (RealRedis server = RealRedis.start()) {
            int port = server.port();
            long pid = server.pid();
            try (RespSocket redis = server.connect()) {
                redis.call("SET", "k", "v");
                server.kill();
                assertThatThrownBy(() -> redis.call("GET", "k")).isInstanceOf(IOException.class);
            }
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            try (RespSocket redis = server.connect()) {
                assertThat(redis.call("GET", "k")).isEqualTo("(nil)");
            }
        }
    }

    @Test
    void keepsItsDataWhenDurable() throws IOException {
        try (RealRedis server = RealRedis.launch().durable().start()) {
            try (RespSocket redis = server.connect()) {
                redis.call("SET", "k", "v");
            }
            server.restart();
            try (RespSocket redis = server.connect()) {
                assertThat(redis.call("GET", "k")).isEqualTo("v");
            }
        }
    }
}
