package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@RequiresServers(Server.REDIS)
class RealRedisSentinelsTest {
    @Test
    void replaceAMasterThatIsKilled() throws IOException {
        try (RealRedisSentinels servers = RealRedisSentinels.start("p")) {
            RealRedis first = servers.master();
            assertThat(first).isSameAs(servers.nodes().get(0));
            assertThat(servers.sentinels()).hasSize(3);
            try (RespSocket redis = first.connect()) {
                redis.call("SET", "k", "v");
                assertThat(redis.call("WAIT", "2", "5000")).isEqualTo("2");
            }
            first.kill();
            RealRedis second = servers.awaitOtherMaster(first, Duration.ofSeconds(20));
            try (RespSocket redis = second.connect()) {
                assertThat(redis.call("GET", "k")).isEqualTo("v");
                assertThat(redis.call("SET", "k", "w")).isEqualTo("OK");
            }
        }
    }

    @Test
    void agreeWithoutOneOfThem() {
        try (RealRedisSentinels servers = RealRedisSentinels.start()) {
            RealRedis first = servers.master();
            servers.sentinels().get(0).kill();
            first.pause();
            assertThat(servers.awaitOtherMaster(first, Duration.ofSeconds(20))).isNotSameAs(first);
        }
    }
}
