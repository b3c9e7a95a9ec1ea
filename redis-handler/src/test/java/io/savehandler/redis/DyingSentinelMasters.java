package io.savehandler.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisSentinels;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.SentinelServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One master and two replicas; three sentinels announce the successor. */
final class DyingSentinelMasters implements DyingMasters {
    private static final Duration FAILOVER = Duration.ofSeconds(60);
    private static final String SWITCH = "+switch-master";

    private final RealRedisSentinels redis = RealRedisSentinels.start();
    private final RedisClient client = RedisClient.create();
    private final BlockingQueue<Switch> switches = new LinkedBlockingQueue<>();
    private RealRedis old = redis.master();

    DyingSentinelMasters() {
        for (SentinelServer sentinel : redis.sentinels()) {
            StatefulRedisPubSubConnection<String, String> events =
                    client.connectPubSub(RedisURI.create("127.0.0.1", sentinel.port()));
            events.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String event) {
                    switches.add(new Switch(event, System.nanoTime()));
                }
            });
            events.sync().subscribe(SWITCH);
        }
        awaitReplicas();
    }

    @Override
    public String savePath() {
        return redis.sentinels().stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "?master=" + redis.masterName()));
    }

    @Override
    public long killOne() {
        old = redis.master();
        old.kill();
        return awaitSwitch();
    }

    /** A master that came back while a sentinel still believed in it would be given sessions again, and lose them. */
    @Override
    public void rejoin() {
        for (int i = 1; i < redis.sentinels().size(); i++) {
            long unused = awaitSwitch();
        }
        redis.awaitOtherMaster(old, FAILOVER);
        old.restart();
        awaitReplicas();
    }

    /** Waits until one more sentinel has announced the successor of the one that died: when it did. */
    private long awaitSwitch() {
        String from = redis.masterName() + " 127.0.0.1 " + old.port() + " ";
        long end = System.nanoTime() + FAILOVER.toNanos();
        while (true) {
            Switch next = next(end);
            if (next.event().startsWith(from)) {
                return next.nanoTime();
            }
        }
    }

    @Override
    public void close() {
        client.shutdown();
        redis.close();
    }

    private Switch next(long end) {
        try {
            Switch next = switches.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next != null) {
                return next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("all sentinels should have announced the successor by now");
    }

    private void awaitReplicas() {
        long end = System.nanoTime() + FAILOVER.toNanos();
        while (!isWhole()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("two replicas should be in step by now");
            }
        }
    }

    /** Sentinels cut the connections of a server that they make a replica, the second door's too. */
    private boolean isWhole() {
        try (RedisDoor door = redis.master().door()) {
            return door.call("INFO", "replication").contains("connected_slaves:2")
                    && door.call("WAIT", "2", "1000").equals("2");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private record Switch(String event, long nanoTime) {}
}
