package io.savehandler.testkit;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The in-memory store with everything that the kit can check, and one defect. */
final class BreakableFixture extends RemoteFixture {
    static final int LIMIT = 70_000;

    static final String PASSWORD = "open sesame";

    /** The session whose lock keeps all others out; for the defect that has one lock for all. */
    volatile String onlyLocked = "";

    /** Whoever read last; for the defect that gives back another's lock. */
    volatile Optional<SessionHandler> lastReader = Optional.empty();

    private final Defect defect;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicInteger openHandlers = new AtomicInteger();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    /** Every id that was ever put in by the second door; for the defect that lists those. */
    final Set<String> mentioned = ConcurrentHashMap.newKeySet();

    /** Sessions that were destroyed with all others of their owner; for the defect that brings those back. */
    final Set<String> destroyedWithAll = ConcurrentHashMap.newKeySet();

    /** Ids that were read; for the defect that lists those. */
    final Set<String> onlyRead = ConcurrentHashMap.newKeySet();

    /** Whose a session is, by its id; for defects that keep their own index. */
    final Map<String, String> owners = new ConcurrentHashMap<>();

    BreakableFixture(Defect defect) {
        this.defect = defect;
    }

    @Override
    public SessionHandlerFactory newFactory() {
        SessionHandlerFactory inMemory = inMemory();
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
    public List<String> secrets() {
        return List.of(PASSWORD);
    }

    @Override
    public OptionalInt maxDataLength() {
        return OptionalInt.of(LIMIT);
    }

    @Override
    public OptionalLong reads() {
        return OptionalLong.of(reads.get());
    }

    @Override
    void countRead() {
        reads.incrementAndGet();
    }

    @Override
    void handlerMade() {
        openHandlers.incrementAndGet();
    }

    @Override
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

    @Override
    public void seed(String id, byte[] data) {
        super.seed(id, data);
        mentioned.add(id);
    }

    int removals() {
        return removed.size();
    }

    boolean wasRemoved(String id) {
        return removed.contains(id) && !holds(id);
    }

    boolean isLive(String id) {
        try (SessionHandler door = inMemory()
                .newHandler(HandlerContext.builder()
                        .readOnly(true)
                        .clock(time().orElseThrow().clock())
                        .build())) {
            return door.read(id).length > 0;
        }
    }

    /** Whether the store's own listing has it, which has no defect. */
    boolean isAlive(String id) {
        try (SessionHandler door = inMemory()
                        .newHandler(HandlerContext.builder()
                                .clock(time().orElseThrow().clock())
                                .build());
                Stream<String> ids = door.ids()) {
            return ids.anyMatch(id::equals);
        }
    }

    void forgetAll() {
        store.clear();
    }

    boolean holds(String id) {
        return inspect(id).isPresent();
    }
}
