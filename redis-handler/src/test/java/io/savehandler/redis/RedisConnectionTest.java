package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All the ways to a server. */
@RequiresServers(Server.REDIS)
class RedisConnectionTest {
    private static final String LOGIN = "WRONGPASS";
    private static final String ID = "connectconnectconnectconnect0000";

    @TempDir
    Path directory;

    private static void assertWorks(SessionHandlerFactory factory) {
        try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open("", "PHPSESSID");
            handler.read(ID);
            handler.write(ID, "data".getBytes(StandardCharsets.US_ASCII));
            assertThat(handler.read(ID)).asString().isEqualTo("data");
        }
    }

    private static void assertConnects(String savePath) {
        try (SessionHandlerFactory factory = RedisSessionHandlerFactory.connect(savePath)) {
            assertWorks(factory);
        }
    }

    private static void assertRefused(String savePath) {
        assertRefused(savePath, "redis-unreachable");
    }

    private static void assertRefused(String savePath, String reason) {
        try (SessionHandlerFactory factory = RedisSessionHandlerFactory.connect(savePath)) {
            assertThatThrownBy(() -> assertWorks(factory))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("redis-unreachable")
                    .message()
                    .containsIgnoringCase(reason)
                    .doesNotContain("wrong");
        }
    }

    @Test
    void throughAUnixSocket() {
        try (RealRedis redis = RealRedis.start()) {
            assertConnects("unix://" + redis.unixSocket());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth=pa%26%23ss", "auth[]=pa%26#ss", "auth[]=default&auth[]=pa%26%23ss"})
    void withAPassword(String login) {
        try (RealRedis redis = RealRedis.launch().password("pa&#ss").start()) {
            assertConnects("tcp://127.0.0.1:" + redis.port() + "?" + login);
        }
    }

    @Test
    void asAUserWhoMayDoOnlyWhatSessionsNeed() {
        String rules = "~PHPREDIS_SESSION:* +get +set +setex +del +exists +expire +pexpire +pttl +eval +evalsha";
        try (RealRedis redis =
                RealRedis.launch().user("sessions", "secret", rules).start()) {
            assertConnects("tcp://127.0.0.1:" + redis.port() + "?auth[user]=sessions&auth[pass]=secret");
        }
    }

    @Test
    void throughTlsOnlyWhereTheCertificateIsTrusted() {
        TestCertificate certificate = TestCertificate.create(directory);
        try (RealRedis redis = RealRedis.launch().tls(certificate).start()) {
            String server = "tls://127.0.0.1:" + redis.port();
            String trusted = "?stream[cafile]=" + certificate.authority();
            assertConnects(server + trusted);
            assertConnects("tls://localhost:" + redis.port() + trusted);
            assertConnects(server + "?stream[verify_peer]=0");
            assertRefused(server);
            assertRefused("tcp://127.0.0.1:" + redis.port());
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        TestCertificate expired = TestCertificate.createExpired(directory);
        try (RealRedis redis = RealRedis.launch().tls(expired).start()) {
            String server = "tls://127.0.0.1:" + redis.port() + "?stream[cafile]=" + expired.authority();
            assertRefused(server, "NotAfter");
            assertConnects(server + "&stream[verify_peer]=0");
        }
    }

    @Test
    void anExpiredCertificateIsRefusedThoughItIsItselfTrusted() {
        TestCertificate expired = TestCertificate.createExpired(directory);
        try (RealRedis redis = RealRedis.launch().tls(expired).start()) {
            assertRefused("tls://127.0.0.1:" + redis.port() + "?stream[cafile]=" + expired.certificate(), "NotAfter");
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.crt"));
        for (Path file : List.of(empty, directory.resolve("missing.crt"))) {
            assertThatThrownBy(() -> RedisSessionHandlerFactory.connect("tls://127.0.0.1:1?stream[cafile]=" + file)
                            .close())
                    .isInstanceOf(SessionConfigurationException.class)
                    .hasMessageContaining("stream[cafile]")
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    @Tag("once")
    void throughTlsToSentinelsAndToTheirMaster() {
        TestCertificate certificate = TestCertificate.create(directory);
        try (RealRedisSentinels redis = RealRedisSentinels.start("secret", certificate)) {
            String sentinels = redis.sentinels().stream()
                    .map(sentinel -> "127.0.0.1:" + sentinel.port())
                    .collect(Collectors.joining(","));
            String trusted = "&stream[cafile]=" + certificate.authority();
            assertConnects("rediss-sentinel://" + sentinels + "?auth=secret" + trusted);
            assertRefused("rediss-sentinel://" + sentinels + "?auth=secret", "certificat");
            assertRefused("rediss-sentinel://" + sentinels + "?auth=wrong" + trusted, LOGIN);
        }
    }

    @Test
    @Tag("once")
    void throughTlsToTheNodesOfACluster() {
        TestCertificate certificate = TestCertificate.create(directory);
        try (RealRedisCluster cluster = RealRedisCluster.start("secret", certificate)) {
            String seeds = cluster.nodes().stream()
                    .map(node -> "seed[]=tls://127.0.0.1:" + node.port())
                    .collect(Collectors.joining("&"));
            String trusted = "&stream[cafile]=" + certificate.authority();
            assertConnects(seeds + "&auth=secret" + trusted);
            assertRefused(seeds + "&auth=secret", "certificat");
            assertRefused(seeds + "&auth=wrong" + trusted, LOGIN);
        }
    }

    @Test
    void throughAnApplicationsOwnClientWhichStaysOpen() {
        RedisClient client = RedisClient.create();
        try (RealRedis redis = RealRedis.start()) {
            client.setOptions(ClientOptions.builder().autoReconnect(false).build());
            RedisURI uri = RedisURI.create("127.0.0.1", redis.port());
            try (SessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
                    .client(client, uri)
                    .prefix("OWN:")
                    .build()) {
                assertWorks(factory);
            }
            assertThat(client.connect(uri).sync().get("OWN:" + ID)).isEqualTo("data");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aClientThatWouldSendWritesTwiceIsRefused() {
        RedisClient client = RedisClient.create();
        try {
            RedisSessionHandlerFactoryBuilder builder =
                    RedisSessionHandlerFactory.builder().client(client, RedisURI.create("127.0.0.1", 1));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(SessionConfigurationException.class)
                    .hasMessageContaining("autoReconnect(false)");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void allRequestsShareOneConnection() {
        try (RealRedis redis = RealRedis.start();
                RedisDoor door = redis.door();
                SessionHandlerFactory factory = RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + redis.port())) {
            for (int i = 0; i < 10; i++) {
                assertWorks(factory);
            }
            assertThat(door.call("CLIENT", "LIST").lines()).hasSize(2);
        }
    }
}
