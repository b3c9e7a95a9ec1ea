package io.savehandler.interop.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.interop.sharing.Counter;
import io.savehandler.interop.sharing.CountingTogether;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two PHP processes and two JVMs with four threads each count in one session in Redis under its lock. */
@Tag("once")
@RequiresPhp(extensions = {"igbinary", "redis"})
@RequiresServers(Server.REDIS)
class CountingInRedisTest {
    private static final int OFTEN = CountingTogether.TIMES / 20;

    @TempDir
    Path scripts;

    @Test
    void everyIncrementCountsAndNobodyStarves() {
        try (RealRedis redis = RealRedis.start();
                RedisDoor door = redis.door()) {
            Map<String, String> php = PhpRedis.settings("tcp://127.0.0.1:" + redis.port(), PhpRedis.LOCKING);
            Map<String, String> java = new HashMap<>(php);
            java.remove("redis.session.locking_enabled");
            // The default of phpredis 5.3.7: both sides look for the lock equally often.
            java.put("redis.session.lock_wait_time", "2000");
            CountingTogether.run(List.of(
                            Counter.php("php 1", scripts, php),
                            Counter.php("php 2", scripts, php),
                            Counter.java("java 1", java),
                            Counter.java("java 2", java)))
                    .changedHands(CountingTogether.TIMES / 4)
                    .gaveTurnsTo("php 1", OFTEN)
                    .gaveTurnsTo("php 2", OFTEN)
                    .gaveTurnsTo("java 1", OFTEN)
                    .gaveTurnsTo("java 2", OFTEN);
            assertThat(door.get("PHPREDIS_SESSION:" + CountingTogether.ID))
                    .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo(CountingTogether.stored(4)));
            assertThat(door.call("KEYS", "*_LOCK")).isEmpty();
        }
    }
}
