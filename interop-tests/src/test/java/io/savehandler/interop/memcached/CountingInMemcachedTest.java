package io.savehandler.interop.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.interop.sharing.Counter;
import io.savehandler.interop.sharing.CountingTogether;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two PHP processes and two JVMs with four threads each count in one session under its lock. */
@Tag("once")
@RequiresServers(Server.MEMCACHED)
class CountingInMemcachedTest {
    private static final int OFTEN = CountingTogether.TIMES / 20;

    @TempDir
    Path scripts;

    @Test
    @RequiresPhp(extensions = {"igbinary", "memcached"})
    void everyIncrementCountsAndNobodyStarves() {
        Map<String, String> locking = Map.of(
                "memcached.sess_lock_expire", "60",
                "memcached.sess_lock_wait_min", "2",
                "memcached.sess_lock_wait_max", "4",
                "memcached.sess_lock_retries", "100000");
        try (SharedMemcached shared = new SharedMemcached("memcached", scripts, locking, 1, 2, 1)) {
            Map<String, String> settings = shared.settings(Map.of());
            CountingTogether.run(List.of(
                            Counter.php("php 1", scripts, settings),
                            Counter.php("php 2", scripts, settings),
                            Counter.java("java 1", settings),
                            Counter.java("java 2", settings)))
                    .changedHands(CountingTogether.TIMES / 4)
                    .gaveTurnsTo("php 1", OFTEN)
                    .gaveTurnsTo("php 2", OFTEN)
                    .gaveTurnsTo("java 1", OFTEN)
                    .gaveTurnsTo("java 2", OFTEN);
            assertThat(shared.stored("memc.sess.key." + CountingTogether.ID)).isEqualTo(CountingTogether.stored(4));
        }
    }

    /** PHP's pauses between two looks grow up to a second, so it gets its turns late; it loses nothing. */
    @Test
    @RequiresPhp(extensions = "memcache")
    void everyIncrementCountsInTheOtherExtensionsLayout() {
        Map<String, String> locking = Map.of("memcache.lock_timeout", "120", "memcache.session_redundancy", "2");
        try (SharedMemcached shared = new SharedMemcached("memcache", scripts, locking, 1, 2, 1)) {
            Map<String, String> settings = shared.settings(Map.of());
            CountingTogether.run(List.of(
                            Counter.php("php 1", scripts, settings),
                            Counter.php("php 2", scripts, settings),
                            Counter.java("java 1", settings),
                            Counter.java("java 2", settings)))
                    .changedHands(20);
            assertThat(shared.stored(CountingTogether.ID)).isEqualTo(CountingTogether.stored(4));
        }
    }
}
