package io.savehandler.redis;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RedisDoor;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Three masters with a replica each, which die by turns. */
final class DyingClusterMasters implements DyingMasters {
    private static final Duration FAILOVER = Duration.ofSeconds(60);
    private static final int MASTERS = 3;

    private final RealRedisCluster cluster = RealRedisCluster.start();
    private int kills;
    private RealRedis old = cluster.masters().get(0);

    @Override
    public String savePath() {
        return cluster.nodes().stream()
                .map(node -> "seed[]=127.0.0.1:" + node.port())
                .collect(Collectors.joining("&"));
    }

    @Override
    public long killOne() {
        awaitReplicas();
        old = cluster.masters().get(kills++ % MASTERS);
        old.kill();
        long end = System.nanoTime() + FAILOVER.toNanos();
        while (!hasSuccessor()) {
            requireBefore(end, "a replica should have followed its master by now");
        }
        return System.nanoTime();
    }

    @Override
    public void rejoin() {
        cluster.awaitWhole(FAILOVER);
        old.restart();
        cluster.awaitWhole(FAILOVER);
        awaitReplicas();
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** All living masters say that the dead one has failed and that all slots are served. */
    private boolean hasSuccessor() {
        List<RealRedis> masters = cluster.masters();
        return masters.size() == MASTERS && masters.stream().allMatch(DyingClusterMasters::servesAll);
    }

    private static boolean servesAll(RealRedis master) {
        try (RedisDoor door = master.door()) {
            return door.call("CLUSTER", "INFO").startsWith("cluster_state:ok");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void awaitReplicas() {
        long end = System.nanoTime() + FAILOVER.toNanos();
        while (!cluster.masters().stream().allMatch(DyingClusterMasters::hasReplica)) {
            requireBefore(end, "each master should have a replica in step by now");
        }
    }

    private static boolean hasReplica(RealRedis master) {
        try (RedisDoor door = master.door()) {
            return door.call("WAIT", "1", "1000").equals("1");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void requireBefore(long end, String what) {
        if (System.nanoTime() - end > 0) {
            throw new AssertionError(what);
        }
    }
}
