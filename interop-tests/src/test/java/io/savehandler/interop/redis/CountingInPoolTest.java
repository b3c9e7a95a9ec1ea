package io.savehandler.interop.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Sessions;
import io.savehandler.interop.sharing.Counter;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two PHP processes and two JVMs count on a pool of two servers at the same time. phpredis gives locks back on one of
 * the servers only, so there are two ways to share a pool with it: without its locks, or with short-lived ones.
 */
@RequiresPhp(extensions = {"igbinary", "redis"})
@RequiresServers(Server.REDIS)
@Tag("once")
class CountingInPoolTest {
    @TempDir
    Path scripts;

    private final List<RealRedis> servers = List.of(RealRedis.start(), RealRedis.start());

    @AfterEach
    void stop() {
        servers.forEach(RealRedis::close);
    }

    @Test
    void sessionsThatOneSideWritesAtATimeAreExactWithoutPhpsLocks() {
        int times = 240;
        // The first byte decides about the server: two of them on each.
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(i -> (char) ('a' + i) + "pooledpooledpooledpooledpooled0")
                .toList();
        Map<String, String> php = settings(Map.of("redis.session.locking_enabled", "0"));
        Map<String, String> java = settings(Map.of());
        count(php, ids.subList(0, 2), java, ids.subList(2, 4), times, times);
        count(php, ids.subList(2, 4), java, ids.subList(0, 2), times, times);
        for (String id : ids) {
            assertThat(visits(java, id)).isEqualTo(2L * times);
        }
        for (RealRedis server : servers) {
            try (RedisDoor door = server.door()) {
                assertThat(door.call("KEYS", "*pooled*").lines()).hasSize(2);
            }
        }
    }

    @Test
    @Tag("once")
    void oneSessionLosesNoIncrementWherePhpsLocksLiveShortly() {
        int phpTimes = 4;
        int javaTimes = 100;
        // On the server where phpredis does not give back locks: each lives on for the second that it may.
        String id = "countcountcountcountcountcount00";
        Map<String, String> locking = new HashMap<>(PhpRedis.LOCKING);
        locking.put("redis.session.lock_expire", "1");
        Map<String, String> php = settings(locking);
        Map<String, String> java = settings(Map.of("redis.session.lock_expire", "1"));
        count(php, List.of(id, id), java, List.of(id, id), phpTimes, javaTimes);
        assertThat(visits(java, id)).isEqualTo(2 * phpTimes + 2 * javaTimes);
        try (RedisDoor first = servers.get(0).door()) {
            assertThat(first.get("PHPREDIS_SESSION:" + id)).isPresent();
        }
    }

    /** Lets a PHP process count in each of some sessions, and a JVM in each of others. */
    private void count(
            Map<String, String> php,
            List<String> phpIds,
            Map<String, String> java,
            List<String> javaIds,
            int phpTimes,
            int javaTimes) {
        List<Counter> scripted = phpIds.stream()
                .map(id -> Counter.php("php", scripts, php, id, phpTimes))
                .toList();
        List<Counter> jvms = javaIds.stream()
                .map(id -> Counter.java("java", java, id, javaTimes))
                .toList();
        List<Counter> all = Stream.concat(scripted.stream(), jvms.stream()).toList();
        try {
            all.forEach(Counter::awaitReady);
            all.forEach(Counter::go);
            scripted.forEach(counter -> assertThat(counter.counted()).hasSize(phpTimes));
            jvms.forEach(counter -> assertThat(counter.counted()).hasSize(javaTimes));
        } finally {
            all.forEach(Counter::close);
        }
    }

    private static long visits(Map<String, String> settings, String id) {
        try (Sessions sessions = Sessions.from(settings);
                var session = sessions.start(id, Concurrency.READ_ONLY)) {
            return session.getLong("visits", 0);
        }
    }

    private Map<String, String> settings(Map<String, String> others) {
        String savePath = servers.stream()
                .map(server -> "tcp://127.0.0.1:" + server.port())
                .collect(Collectors.joining(", "));
        Map<String, String> settings = PhpRedis.settings(savePath, others);
        settings.put("session.use_strict_mode", "0");
        settings.put("session.gc_probability", "0");
        return settings;
    }
}
