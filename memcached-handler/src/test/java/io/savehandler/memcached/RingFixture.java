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
import java.util.stream.Collectors;

/** One or more servers behind proxies, laid out as one of PHP's extensions does it. Each fixture begins with empty ones. */
final class RingFixture implements HandlerFixture {
    private static final int A_DAY = 86_400;

    private final Ring ring;
    private final List<MemcachedDoor> doors;
    private final List<FaultProxy> proxies;
    private final MemcachedLayout layout;
    private final StoreTime time;

    RingFixture(List<RealMemcached> servers, Ring ring) {
        this.ring = ring;
        this.doors = servers.stream().map(RealMemcached::door).toList();
        this.proxies = servers.stream().map(FaultProxy::to).toList();
        this.layout = ring.layout(savePath());
        this.time = new HurriedTime(doors, ring.endsAreTimes());
        doors.forEach(door -> door.call("flush_all"));
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return WarmFactories.warm(ring.connect(savePath()));
    }

    @Override
    public String savePath() {
        return proxies.stream()
                .map(proxy -> ring.scheme() + "127.0.0.1:" + proxy.port())
                .collect(Collectors.joining(","));
    }

    @Override
    public void seed(String id, byte[] data) {
        doorsOf(id).forEach(door -> door.set(layout.keys().data(id), 0, A_DAY, data));
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return doorsOf(id).get(0).get(layout.keys().data(id));
    }

    @Override
    public void remove(String id) {
        doorsOf(id).forEach(door -> door.call("delete " + layout.keys().data(id)));
    }

    @Override
    public Optional<StoreTime> time() {
        return Optional.of(time);
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(BrokenWires.unreachable(proxies));
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return Optional.of(BrokenWires.lostAnswers(proxies));
    }

    @Override
    public OptionalInt maxDataLength() {
        return OptionalInt.of(
                (1 << 20) - 100 - layout.keys().data(ids().newId()).length());
    }

    @Override
    public OptionalInt heldLocks() {
        return OptionalInt.of((int) doors.stream()
                .flatMap(door -> door.keys().stream().filter(key -> ring.isHeldLock(key, door)))
                .count());
    }

    @Override
    public boolean abandonLock(String id) {
        doors.get(layout.lockPlaces(id).get(0))
                .set(layout.keys().lock(id), layout.lockRules().flags(), 1, "1".getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
        doors.forEach(MemcachedDoor::close);
    }

    private List<MemcachedDoor> doorsOf(String id) {
        return layout.copies(id).stream().map(doors::get).toList();
    }
}
