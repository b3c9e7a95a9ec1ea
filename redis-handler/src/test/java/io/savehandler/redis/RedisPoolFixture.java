package io.savehandler.redis;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.StoreFault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Two independent servers that share the sessions. The second door looks at both. */
final class RedisPoolFixture implements HandlerFixture {
    private final List<FaultProxy> wires;
    private final List<RedisDoor> doors;
    private final RedisPool pool;

    RedisPoolFixture(List<RealRedis> servers) {
        this.wires = servers.stream().map(FaultProxy::to).toList();
        this.doors = servers.stream().map(RealRedis::door).toList();
        this.pool = RedisPoolTest.pool(savePath());
        doors.forEach(door -> door.call("FLUSHALL"));
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return WarmFactory.connect(savePath());
    }

    @Override
    public String savePath() {
        return wires.stream().map(wire -> "tcp://127.0.0.1:" + wire.port()).collect(Collectors.joining(", "));
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(WireFaults.unreachable(wires));
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return Optional.of(WireFaults.lostAnswers(wires));
    }

    @Override
    public void seed(String id, byte[] data) {
        door(id).set(key(id), data, "EX", "86400");
    }

    /** At the right server and at no other. */
    @Override
    public Optional<byte[]> inspect(String id) {
        for (RedisDoor door : doors) {
            if (door != door(id) && door.get(key(id)).isPresent()) {
                throw new AssertionError("the session is on a server where PHP would not look for it");
            }
        }
        return door(id).get(key(id));
    }

    @Override
    public void remove(String id) {
        door(id).call("DEL", key(id));
    }

    @Override
    public OptionalInt heldLocks() {
        return OptionalInt.of((int) doors.stream()
                .flatMap(door -> door.call("KEYS", "*_LOCK").lines())
                .filter(line -> !line.isEmpty())
                .count());
    }

    @Override
    public void close() {
        doors.forEach(RedisDoor::close);
        wires.forEach(FaultProxy::close);
    }

    private RedisDoor door(String id) {
        String address = pool.serverOf(id).toString();
        for (int i = 0; i < wires.size(); i++) {
            if (address.endsWith(":" + wires.get(i).port())) {
                return doors.get(i);
            }
        }
        throw new AssertionError(address);
    }

    private static String key(String id) {
        return "PHPREDIS_SESSION:" + id;
    }
}
