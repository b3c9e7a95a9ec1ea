package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionException;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Ten masters die one after the other while visitors count, each in a session of its own. What a master had not yet passed on
 * when it died is the store's loss, and is reported; everything else must add up.
 */
@Tag("long")
@RequiresServers(Server.REDIS)
class RedisFailoverTortureTest {
    private static final int KILLS = 10;
    private static final int VISITORS = 4;
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    private volatile boolean running = true;

    @Test
    void requestsFailClearlyAndNothingIsCountedTwice(TestReporter report) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(VISITORS);
        try (RealRedisSentinels redis = RealRedisSentinels.start();
                Sessions sessions = Sessions.builder(RedisSessionHandlerFactory.connect(savePath(redis)))
                        .build()) {
            List<Visitor> visitors = new ArrayList<>();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                Visitor visitor = new Visitor(sessions);
                visitors.add(visitor);
                all.add(threads.submit(visitor));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                killMaster(redis, visitors);
            }
            running = false;
            for (Future<?> each : all) {
                each.get();
            }
            report.publishEntry("visitors", visitors.toString());
            assertThat(visitors)
                    .allSatisfy(visitor -> assertThat(visitor.failed).isPositive());
        } finally {
            running = false;
            threads.shutdownNow();
        }
    }

    private static void killMaster(RealRedisSentinels redis, List<Visitor> visitors) {
        RealRedis old = redis.master();
        old.kill();
        redis.awaitOtherMaster(old, FAILOVER);
        visitors.forEach(Visitor::awaitSuccess);
        old.restart();
        long end = System.nanoTime() + FAILOVER.toNanos();
        while (!isWhole(redis)) {
            assertThat(System.nanoTime())
                    .as("two replicas should be in step by now")
                    .isLessThan(end);
        }
    }

    /** Sentinels cut the connections of a server that they make a replica, the second door's too. */
    private static boolean isWhole(RealRedisSentinels redis) {
        try (RedisDoor door = redis.master().door()) {
            return door.call("INFO", "replication").contains("connected_slaves:2")
                    && door.call("WAIT", "2", "1000").equals("2");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String savePath(RealRedisSentinels redis) {
        return redis.sentinels().stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "?master=" + redis.masterName()));
    }

    /** Counts in one session and holds the store to what it has acknowledged. */
    private final class Visitor implements Runnable {
        private final Sessions sessions;
        private String id = "";
        private long acknowledged;
        private int unknown;
        private int failed;
        private int lost;
        private final AtomicLong successes = new AtomicLong();

        Visitor(Sessions sessions) {
            this.sessions = sessions;
        }

        @Override
        public void run() {
            while (running) {
                try {
                    visit();
                } catch (SessionException e) {
                    assertThat(e).isInstanceOf(SessionStoreException.class);
                    failed++;
                    unknown += ((SessionStoreException) e).outcomeUnknown() ? 1 : 0;
                }
            }
        }

        private void visit() {
            try (var session = sessions.start(id.isEmpty() ? null : id)) {
                long stored = session.getLong("visits", 0);
                // More than was acknowledged, and may have been done, would be an increment that counted twice.
                assertThat(stored).isBetween(0L, acknowledged + unknown);
                lost += (int) Math.max(0, acknowledged - stored);
                acknowledged = stored;
                unknown = 0;
                id = session.id();
                session.put("visits", stored + 1);
            }
            acknowledged++;
            successes.incrementAndGet();
        }

        void awaitSuccess() {
            long before = successes.get();
            long end = System.nanoTime() + FAILOVER.toNanos();
            while (successes.get() == before) {
                assertThat(System.nanoTime())
                        .as("somebody should be served by now")
                        .isLessThan(end);
                Thread.onSpinWait();
            }
        }

        @Override
        public String toString() {
            return successes + " served, " + failed + " failed, " + lost + " acknowledged and lost by the store";
        }
    }
}
