package io.savehandler.redis;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.StoreFault;
import io.savehandler.testkit.StoreTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A Redis behind a proxy, with a plain connection as the second door. Each fixture has keys of its own. */
final class RedisFixture implements HandlerFixture {
    private static final String A_DAY = "86400";
    private static final String ABANDONED_FOR_MILLIS = "300";

    private final RedisDoor door;
    private final FaultProxy proxy;

    RedisFixture(RealRedis redis) {
        this.door = redis.door();
        this.proxy = FaultProxy.to(redis);
        door.call("FLUSHALL");
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return WarmFactory.connect(savePath());
    }

    @Override
    public String savePath() {
        return "tcp://127.0.0.1:" + proxy.port();
    }

    @Override
    public void seed(String id, byte[] data) {
        door.set(key(id), data, "EX", A_DAY);
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return door.get(key(id));
    }

    @Override
    public void remove(String id) {
        door.call("DEL", key(id));
    }

    @Override
    public Optional<StoreTime> time() {
        return Optional.of(StoreTime.real(Duration.ofMillis(60)));
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(WireFaults.unreachable(List.of(proxy)));
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return Optional.of(WireFaults.lostAnswers(List.of(proxy)));
    }

    @Override
    public OptionalInt heldLocks() {
        String keys = door.call("KEYS", "*_LOCK");
        return OptionalInt.of(keys.isEmpty() ? 0 : keys.split("\n").length);
    }

    @Override
    public boolean abandonLock(String id) {
        door.call("SET", key(id) + "_LOCK", "somehost|4711", "NX", "PX", ABANDONED_FOR_MILLIS);
        return true;
    }

    @Override
    public void close() {
        proxy.close();
        door.close();
    }

    private static String key(String id) {
        return "PHPREDIS_SESSION:" + id;
    }
}
