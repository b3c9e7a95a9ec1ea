package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Save paths as phpredis reads them. */
class RedisSavePathTest {

    private static RedisServerAddress one(String savePath) {
        List<RedisServerAddress> servers = RedisSavePath.parse(savePath);
        assertThat(servers).hasSize(1);
        return servers.get(0);
    }

    private static RedisURI uri(String savePath) {
        return one(savePath).uris(RedisSettings.defaults()).get(0);
    }

    private static RedisCredentials credentials(String parameters) {
        return uri("tcp://h?" + parameters)
                .getCredentialsProvider()
                .resolveCredentials()
                .toFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://10.0.0.1:6380, tcp://10.0.0.1:6380",
        "tcp://redis.example.org, tcp://redis.example.org:6379",
        "redis.example.org:6380, tcp://redis.example.org:6380",
        "tcp://[::1]:6380, tcp://[::1]:6380",
        "tls://h:1, tls://h:1",
        "ssl://h:1, tls://h:1",
        "tlsv1.2://h:1?weight=2, tls://h:1",
        "tcp://ignored:too@h:1, tcp://h:1",
        "'redis-sentinel://a:1,b?master=m&database=1', 'redis-sentinel://a:1,b:26379'",
        "'seed[]=a:1&seed[]=b:2&timeout=2&failover=error', 'cluster a:1,b:2'",
        "'timeout=2&seed%5B%5D=a:1', 'cluster a:1'",
        "unix:///run/redis.sock, unix:///run/redis.sock",
        "unix:/run/redis.sock?database=1, unix:///run/redis.sock"
    })
    void oneServer(String savePath, String address) {
        assertThat(one(savePath)).hasToString(address);
    }

    @Test
    void severalServersBetweenCommasAndWhiteSpace() {
        assertThat(RedisSavePath.parse(" tcp://a:1?weight=3,tcp://b:2  tcp://c:3,\n"))
                .extracting(Object::toString)
                .containsExactly("tcp://a:1", "tcp://b:2", "tcp://c:3");
        assertThat(RedisSavePath.parse("tcp://a:1?weight=3,tcp://b:2"))
                .extracting(RedisServerAddress::weight)
                .containsExactly(3, 1);
    }

    @Test
    void timesAreSecondsAndPhpsZeroAndAbsenceMeanOurDefaults() {
        RedisServerAddress set = one("tcp://h?timeout=2.5&read_timeout=0.25&retry_interval=100&persistent=1");
        assertThat(set.connectTimeout(RedisSettings.defaults())).isEqualTo(Duration.ofMillis(2500));
        assertThat(set.commandTimeout(RedisSettings.defaults())).isEqualTo(Duration.ofMillis(250));
        assertThat(set.retryInterval()).isEqualTo(Duration.ofMillis(100));
        RedisServerAddress unset = one("tcp://h?read_timeout=0");
        assertThat(unset.connectTimeout(RedisSettings.defaults())).isEqualTo(Duration.ofSeconds(2));
        assertThat(unset.commandTimeout(RedisSettings.defaults())).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"database=3, 3", "database=0, 0", "database=-1, 0", "weight=1, 0"})
    void theDatabase(String parameters, int database) {
        assertThat(uri("tcp://h?" + parameters).getDatabase()).isEqualTo(database);
    }

    @Test
    void thePrefixReplacesPhps() {
        assertThat(one("tcp://h?prefix=APP%3A").keys().data("id")).asString().isEqualTo("APP:id");
        assertThat(one("tcp://h").keys().data("id")).asString().isEqualTo("PHPREDIS_SESSION:id");
        assertThat(one("tcp://h").keys().lock("id")).asString().isEqualTo("PHPREDIS_SESSION:id_LOCK");
    }

    @Test
    void inAClusterTheLockIsInTheSlotOfTheData() {
        RedisKeys usual = one("seed[]=h:1").keys();
        assertThat(usual.data("id")).asString().isEqualTo("PHPREDIS_CLUSTER_SESSION:id");
        assertThat(usual.lock("id")).asString().isEqualTo("{PHPREDIS_CLUSTER_SESSION:id}_LOCK");
        RedisKeys tagged = one("seed[]=h:1&prefix={app}:").keys();
        assertThat(tagged.data("id")).asString().isEqualTo("{app}:id");
        assertThat(tagged.lock("id")).asString().isEqualTo("{app}:id_LOCK");
    }

    @ParameterizedTest
    @CsvSource({
        "auth=secret, , secret",
        "auth=with%20space%2C#and+plus, , 'with space,#and plus'",
        "auth[]=secret, , secret",
        "auth[]=user&auth[]=secret, user, secret",
        "auth[user]=user&auth[pass]=secret, user, secret",
        "auth[pass]=secret&auth[user]=user, user, secret"
    })
    void everyFormOfLoggingIn(String parameters, String user, String password) {
        RedisCredentials login = credentials(parameters);
        assertThat(login.getUsername()).isEqualTo(user);
        assertThat(String.valueOf(login.getPassword())).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "'', FULL",
        "stream[verify_peer_name]=0, CA",
        "stream[verify_peer]=0, NONE",
        "stream[verify_peer]=false&stream[verify_peer_name]=0, NONE"
    })
    void certificatesAreVerifiedUnlessSwitchedOff(String parameters, SslVerifyMode mode) {
        assertThat(uri("tls://h?" + parameters).getVerifyMode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " , ",
                "redis://h:1",
                "tcp://",
                "tcp://h:0",
                "tcp://h:65536",
                "tcp://h:port",
                "tcp://h?weight=0",
                "tcp://h?weight=x",
                "tcp://h?timeout=0",
                "tcp://h?timeout=-1",
                "tcp://h?timeout=soon",
                "tcp://h?read_timeout=NaN",
                "tcp://h?database=x",
                "tcp://h?stream[verify_peer]=maybe",
                "tcp://h?auth[]=a&auth[]=b&auth[]=c",
                "tcp://h?auth=%zz",
                "tcp://h?passwort=x",
                "tcp://h?master=m",
                "redis-sentinel://",
                "redis-sentinel://a,,b",
                "seed[]=",
                "seed[]=a:1&prefix={",
                "seed[]=a:1&prefix={}"
            })
    void whatIsNoServerIsRefusedWithoutShowingIt(String savePath) {
        assertThatThrownBy(() -> RedisSavePath.parse(savePath))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageStartingWith("session.save_path: ");
        assertThatThrownBy(() -> RedisSavePath.parse("tcp://h?auth=topsecret,tcp://h?weight=0"))
                .message()
                .doesNotContain("topsecret");
    }

    @Test
    void textsShowNoCredentials() {
        RedisServerAddress server = one("tcp://h:1?auth[]=someuser&auth[]=topsecret");
        assertThat(server.toString()).isEqualTo("tcp://h:1");
        try (RedisSessionHandlerFactory factory =
                RedisSessionHandlerFactory.connect("tcp://h:1?auth[]=someuser&auth[]=topsecret")) {
            assertThat(factory.toString()).contains("tcp://h:1").doesNotContain("someuser", "topsecret");
        }
    }
}
