package io.savehandler;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.spi.ForwardingSessionHandler;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An in-memory store at the end of a line, so that one request's read and write are apart; counts conditional writes. */
final class DistantStore implements SessionHandlerFactory {
    private static final long DISTANCE = TimeUnit.MICROSECONDS.toNanos(500);

    final AtomicInteger attempts = new AtomicInteger();
    private final SessionHandlerFactory near;

    DistantStore(InMemorySessionStore store) {
        this.near = InMemorySessionHandlerFactory.builder().store(store).build();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new ForwardingSessionHandler(near.newHandler(context)) {
            @Override
            public byte[] read(String id) {
                LockSupport.parkNanos(DISTANCE);
                return super.read(id);
            }

            @Override
            public boolean writeIfUnchanged(String id, byte[] data) {
                attempts.incrementAndGet();
                LockSupport.parkNanos(DISTANCE);
                return super.writeIfUnchanged(id, data);
            }
        };
    }

    @Override
    public Set<Capability> capabilities() {
        return near.capabilities();
    }
}
