package io.savehandler.interop.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.interop.files.Counter;
import io.savehandler.servers.JavaProgram;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.RunningProgram;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two PHP processes and two JVMs with four threads each count in one session in Redis under its lock. */
@RequiresPhp(extensions = {"igbinary", "redis"})
@RequiresServers(Server.REDIS)
class CountingInRedisTest {
    private static final String ID = "countcountcountcountcountcount00";
    private static final int TIMES = 1000;
    private static final int THREADS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    Path scripts;

    @Test
    void everyIncrementCountsAndNobodyStarves() {
        try (RealRedis redis = RealRedis.start();
                RedisDoor door = redis.door()) {
            String savePath = "tcp://127.0.0.1:" + redis.port();
            List<Counter> counters = List.of(
                    php("php 1", savePath), php("php 2", savePath), java("java 1", savePath), java("java 2", savePath));
            List<String> whoCounted;
            try {
                counters.forEach(Counter::awaitReady);
                counters.forEach(Counter::go);
                whoCounted = inOrder(counters);
            } finally {
                counters.forEach(Counter::close);
            }

            assertThat(door.get("PHPREDIS_SESSION:" + ID))
                    .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo("visits|i:" + 4 * TIMES + ";"));
            assertThat(door.call("KEYS", "*_LOCK")).isEmpty();
            assertThat(whoCounted).hasSize(4 * TIMES);
            List<String> firstHalf = whoCounted.subList(0, 2 * TIMES);
            assertThat(changesOfHands(whoCounted)).as("changes of hands").isGreaterThanOrEqualTo(TIMES / 4);
            assertThat(counters)
                    .allSatisfy(counter -> assertThat(firstHalf)
                            .as("increments of %s in the first half", counter.name())
                            .filteredOn(counter.name()::equals)
                            .hasSizeGreaterThanOrEqualTo(counter.leastInFirstHalf()));
        }
    }

    private Counter php(String name, String savePath) {
        RunningProgram program = PhpRedis.command("count.php", scripts, savePath, PhpRedis.LOCKING)
                .arguments(ID, String.valueOf(TIMES))
                .start();
        return new Counter(name, TIMES / 20, program);
    }

    private static Counter java(String name, String savePath) {
        RunningProgram program = JavaProgram.start(
                RedisCountingProgram.class, savePath, ID, String.valueOf(TIMES), String.valueOf(THREADS));
        return new Counter(name, TIMES / 20, program);
    }

    /** Which counter made the first increment, the second, and so on; each number was seen by exactly one. */
    private static List<String> inOrder(List<Counter> counters) {
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        for (Counter counter : counters) {
            for (int number : counter.counted(LONGEST)) {
                assertThat(byNumber.put(number, counter.name())).isNull();
            }
        }
        return new ArrayList<>(byNumber.values());
    }

    private static long changesOfHands(List<String> whoCounted) {
        long changes = 0;
        for (int i = 1; i < whoCounted.size(); i++) {
            changes += whoCounted.get(i).equals(whoCounted.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }
}
