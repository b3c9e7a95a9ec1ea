package io.savehandler.interop.redis;

import io.savehandler.interop.sharing.Counter;
import io.savehandler.interop.sharing.CountingTogether;
import io.savehandler.servers.RealRedis;
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

/** Nobody has set how often Java looks for the lock, and PHP, looking ten times as often as usual, does not starve it. */
@RequiresPhp(extensions = {"igbinary", "redis"})
@RequiresServers(Server.REDIS)
@Tag("once")
class FairByDefaultTest {
    private static final int OFTEN = CountingTogether.TIMES / 40;

    @TempDir
    Path scripts;

    @Test
    void javaGetsItsTurnsBesideImpatientPhp() {
        try (RealRedis redis = RealRedis.start()) {
            Map<String, String> java = new HashMap<>(PhpRedis.settings("tcp://127.0.0.1:" + redis.port(), Map.of()));
            Map<String, String> php = new HashMap<>(java);
            php.putAll(PhpRedis.LOCKING);
            php.put("redis.session.lock_wait_time", "200");
            CountingTogether.run(List.of(
                            Counter.php("php 1", scripts, php),
                            Counter.php("php 2", scripts, php),
                            Counter.java("java 1", java),
                            Counter.java("java 2", java)))
                    .gaveTurnsTo("php 1", OFTEN)
                    .gaveTurnsTo("php 2", OFTEN)
                    .gaveTurnsTo("java 1", OFTEN)
                    .gaveTurnsTo("java 2", OFTEN);
        }
    }
}
