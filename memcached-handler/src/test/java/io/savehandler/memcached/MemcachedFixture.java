package io.savehandler.memcached;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.StoreFault;
import io.savehandler.testkit.StoreTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A Memcached behind a proxy, with a plain connection as the second door. Each fixture begins with an empty one. */
final class MemcachedFixture implements HandlerFixture {
    private static final int A_DAY = 86_400;
    private static final String LOCKS = "memc.sess.key.lock.";
    private static final byte[] PHP_LOCK = "1".getBytes(StandardCharsets.US_ASCII);

    private final MemcachedSettings settings;
    private final MemcachedDoor door;
    private final FaultProxy proxy;
    private final StoreTime time;

    MemcachedFixture(RealMemcached memcached, MemcachedSettings settings) {
        this.settings = settings;
        this.door = memcached.door();
        this.proxy = FaultProxy.to(memcached);
        this.time = new HurriedTime(List.of(door), false);
        door.call("flush_all");
    }

    /** A server whose keys can be listed: it does not move items about meanwhile. */
    static RealMemcached launch() {
        return RealMemcached.launch().arguments("-o", "no_lru_maintainer").start();
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return WarmFactories.warm(MemcachedSessionHandlerFactory.builder()
                .savePath(savePath())
                .settings(settings)
                .build());
    }

    @Override
    public String savePath() {
        return "127.0.0.1:" + proxy.port();
    }

    @Override
    public void seed(String id, byte[] data) {
        door.set(key(id), 0, A_DAY, data);
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return door.get(key(id));
    }

    @Override
    public void remove(String id) {
        door.call("delete " + key(id));
    }

    @Override
    public Optional<StoreTime> time() {
        return Optional.of(time);
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(BrokenWires.unreachable(List.of(proxy)));
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return Optional.of(BrokenWires.lostAnswers(List.of(proxy)));
    }

    @Override
    public OptionalInt maxDataLength() {
        return OptionalInt.of(settings.maxItemBytes() - 100 - "memc.sess.key.".length() - 32);
    }

    @Override
    public OptionalInt heldLocks() {
        return OptionalInt.of(
                (int) door.keys().stream().filter(key -> key.startsWith(LOCKS)).count());
    }

    @Override
    public boolean abandonLock(String id) {
        door.set(LOCKS + id, 0, 1, PHP_LOCK);
        return true;
    }

    @Override
    public void close() {
        proxy.close();
        door.close();
    }

    private static String key(String id) {
        return "memc.sess.key." + id;
    }
}
