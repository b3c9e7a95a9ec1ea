package io.savehandler.testkit;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The in-memory store with everything that the kit can check, and one defect. */
final class BreakableFixture extends InMemoryFixture implements StoreFault {
    static final int LIMIT = 70_000;

    /** The session whose lock keeps all others out; for the defect that has one lock for all. */
    volatile String onlyLocked = "";

    /** Whoever read last; for the defect that gives back another's lock. */
    volatile Optional<SessionHandler> lastReader = Optional.empty();

    private final Defect defect;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicInteger openHandlers = new AtomicInteger();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    BreakableFixture(Defect defect) {
        this.defect = defect;
    }

    @Override
    public SessionHandlerFactory newFactory() {
        SessionHandlerFactory inMemory = super.newFactory();
        Set<Capability> capabilities = EnumSet.copyOf(inMemory.capabilities());
        capabilities.add(Capability.DURABLE);
        return new SessionHandlerFactory() {
            @Override
            public SessionHandler newHandler(HandlerContext context) {
                HandlerContext given = defect.context(context);
                SessionHandler sound = new RemoteHandler(inMemory.newHandler(given), BreakableFixture.this);
                return defect.handler(sound, given, BreakableFixture.this);
            }

            @Override
            public Set<Capability> capabilities() {
                return defect.capabilities(capabilities);
            }

            @Override
            public void close() {
                defect.factoryClosed(BreakableFixture.this);
            }
        };
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Optional<StoreFault> fault() {
        return Optional.of(this);
    }

    @Override
    public void begin() {
        down = true;
    }

    @Override
    public void end() {
        down = false;
    }

    boolean isDown() {
        return down;
    }

    @Override
    public OptionalInt maxDataLength() {
        return OptionalInt.of(LIMIT);
    }

    @Override
    public OptionalLong reads() {
        return OptionalLong.of(reads.get());
    }

    void countRead() {
        reads.incrementAndGet();
    }

    void handlerMade() {
        openHandlers.incrementAndGet();
    }

    void handlerClosed() {
        openHandlers.decrementAndGet();
    }

    int openHandlers() {
        return openHandlers.get();
    }

    @Override
    public void remove(String id) {
        super.remove(id);
        removed.add(id);
    }

    boolean wasRemoved(String id) {
        return removed.contains(id) && !holds(id);
    }

    boolean isLive(String id) {
        try (SessionHandler door = super.newFactory()
                .newHandler(HandlerContext.builder()
                        .readOnly(true)
                        .clock(time().orElseThrow().clock())
                        .build())) {
            return door.read(id).length > 0;
        }
    }

    void forgetAll() {
        store.clear();
    }

    boolean holds(String id) {
        return inspect(id).isPresent();
    }
}
