package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavePathsTest {
    @Test
    void memcachedTakesHostsWithPortsAndWeights() {
        assertThat(MemcachedSavePath.parse("localhost, 10.0.0.2:11212,10.0.0.3:11213:4,10.0.0.4:11214 5,[::1]:11215:0"))
                .containsExactly(
                        new MemcachedServer("localhost", 11_211, 1),
                        new MemcachedServer("10.0.0.2", 11_212, 1),
                        new MemcachedServer("10.0.0.3", 11_213, 4),
                        new MemcachedServer("10.0.0.4", 11_214, 5),
                        new MemcachedServer("[::1]", 11_215, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "tcp://10.0.0.1:11211",
                "/run/memcached.sock",
                "PERSISTENT=a 10.0.0.1:11211",
                "--SERVER=10.0.0.1:11211",
                "10.0.0.1:0",
                "10.0.0.1:65536",
                "10.0.0.1:99999999999",
                "10.0.0.1:11211:1000001",
                "10.0.0.1:11211;10.0.0.2:11211",
                "10.0.0.1:11211:1:1"
            })
    void memcachedRefusesWhatPhpCouldNotUse(String savePath) {
        assertThatThrownBy(() -> MemcachedSavePath.parse(savePath))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("session.save_path");
    }

    @Test
    void memcacheTakesUrlsWithParameters() {
        assertThat(MemcacheSavePath.parse(
                        "tcp://localhost:11211?persistent=1&weight=2&timeout=0.5&retry_interval=-1, 10.0.0.2:11212"))
                .containsExactly(
                        new MemcacheSavePath.Entry(
                                new MemcachedServer("localhost", 11_211, 2),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(-1)),
                        new MemcacheSavePath.Entry(
                                new MemcachedServer("10.0.0.2", 11_212, 1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp://10.0.0.1",
                "unix:///run/memcached.sock",
                "http://10.0.0.1:11211",
                "tcp://10.0.0.1:11211?weight=0",
                "tcp://10.0.0.1:11211?weight=two",
                "tcp://10.0.0.1:11211?timeout=0",
                "tcp://10.0.0.1:11211?timeout=soon",
                "tcp://10.0.0.1:11211?colour=red",
                "tcp://10.0.0.1:0"
            })
    void memcacheRefusesWhatPhpCouldNotUse(String savePath) {
        assertThatThrownBy(() -> MemcacheSavePath.parse(savePath))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("session.save_path");
    }
}
