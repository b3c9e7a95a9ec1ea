package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The in-memory handler, with its store's public methods as the second door. */
class InMemoryFixture implements HandlerFixture {
    final InMemorySessionStore store;
    private final StoreTime time = StoreTime.manual(ManualClock.atSystemTime());

    InMemoryFixture() {
        this(new InMemorySessionStore());
    }

    InMemoryFixture(InMemorySessionStore store) {
        this.store = store;
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return inMemory();
    }

    final SessionHandlerFactory inMemory() {
        return InMemorySessionHandlerFactory.builder().store(store).build();
    }

    @Override
    public void seed(String id, byte[] data) {
        store.put(id, data, deadline());
    }

    Instant deadline() {
        return time.clock().instant().plus(time.lifetime());
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return store.find(id);
    }

    @Override
    public void remove(String id) {
        store.remove(id);
    }

    @Override
    public Optional<StoreTime> time() {
        return Optional.of(time);
    }

    @Override
    public OptionalInt heldLocks() {
        return OptionalInt.of(store.locked());
    }
}
