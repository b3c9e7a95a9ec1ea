package io.savehandler.redis;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.StoreFault;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A cluster of three masters. The second door asks them one after the other until one is in charge. */
final class RedisClusterFixture implements HandlerFixture {
    private final ProxiedCluster cluster;
    private final List<RedisDoor> masters;

    RedisClusterFixture(ProxiedCluster cluster) {
        this.cluster = cluster;
        this.masters = cluster.cluster().masters().stream().map(RealRedis::door).toList();
        masters.forEach(door -> door.call("FLUSHALL"));
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return WarmFactory.connect(savePath());
    }

    @Override
    public String savePath() {
        return cluster.savePath();
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(WireFaults.hangingUp(cluster.wires()));
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return Optional.of(WireFaults.lostAnswers(cluster.wires()));
    }

    @Override
    public void seed(String id, byte[] data) {
        inCharge(door -> {
            door.set(key(id), data, "EX", "86400");
            return "";
        });
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return inCharge(door -> door.get(key(id)));
    }

    @Override
    public void remove(String id) {
        inCharge(door -> door.call("DEL", key(id)));
    }

    @Override
    public OptionalInt heldLocks() {
        return OptionalInt.of((int) masters.stream()
                .flatMap(door -> door.call("KEYS", "*_LOCK").lines())
                .filter(line -> !line.isEmpty())
                .count());
    }

    @Override
    public boolean abandonLock(String id) {
        inCharge(door -> door.call("SET", "{" + key(id) + "}_LOCK", "somehost|4711", "NX", "PX", "300"));
        return true;
    }

    @Override
    public void close() {
        masters.forEach(RedisDoor::close);
    }

    private <T> T inCharge(Function<RedisDoor, T> call) {
        for (RedisDoor door : masters) {
            try {
                return call.apply(door);
            } catch (UncheckedIOException e) {
                if (!String.valueOf(e.getMessage()).contains("MOVED")) {
                    throw e;
                }
            }
        }
        throw new AssertionError("no master is in charge");
    }

    private static String key(String id) {
        return "PHPREDIS_CLUSTER_SESSION:" + id;
    }
}
