package io.savehandler.servlettests;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandler;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts what changes it. Thread-safe. */
final class WriteCounter implements SessionHandlerFactory {
    private final SessionHandlerFactory store;
    private final AtomicInteger writes = new AtomicInteger();

    WriteCounter(SessionHandlerFactory store) {
        this.store = store;
    }

    /** How often something was written, touched, destroyed or moved. */
    int writes() {
        return writes.get();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new Counting(store.newHandler(context), writes);
    }

    @Override
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    private static final class Counting extends ForwardingSessionHandler {
        private final AtomicInteger writes;

        Counting(SessionHandler store, AtomicInteger writes) {
            super(store);
            this.writes = writes;
        }

        @Override
        public void write(String id, byte[] data) {
            writes.incrementAndGet();
            super.write(id, data);
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            writes.incrementAndGet();
            return super.writeIfUnchanged(id, data);
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            writes.incrementAndGet();
            super.updateTimestamp(id, data);
        }

        @Override
        public void destroy(String id) {
            writes.incrementAndGet();
            super.destroy(id);
        }

        @Override
        public Regeneration.Outcome regenerate(Regeneration regeneration) {
            writes.incrementAndGet();
            return super.regenerate(regeneration);
        }
    }
}
