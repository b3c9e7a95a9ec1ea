package io.savehandler.contention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Unlocked requests on one session: each operation takes effect at once, somewhere between its call and its return. */
@Param(name = "number", gen = IntGen.class, conf = "1:2")
public class StoredSessions {
    private static final HandlerContext CONTEXT =
            HandlerContext.builder().locking(false).build();
    private static final Instant NOW = Instant.EPOCH;
    private static final String ID = "session";

    final InMemorySessionStore store;
    private final InMemorySessionHandlerFactory factory;

    /** On a store without a bound. */
    public StoredSessions() {
        this(new InMemorySessionStore());
    }

    StoredSessions(InMemorySessionStore store) {
        this.store = store;
        this.factory = InMemorySessionHandlerFactory.builder()
                .store(store)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
    }

    /** A write without a read. */
    @Operation
    public void write(@Param(name = "number") int number) {
        try (SessionHandler handler = handler()) {
            handler.write(ID, bytes(number));
        }
    }

    /** Writes on the condition that nothing has changed, until one succeeds; the number that it wrote. */
    @Operation
    public int increment() {
        try (SessionHandler handler = handler()) {
            while (true) {
                byte[] seen = handler.read(ID);
                int next = seen.length == 0 ? 1 : Integer.parseInt(new String(seen, UTF_8)) + 1;
                if (handler.writeIfUnchanged(ID, bytes(next))) {
                    return next;
                }
            }
        }
    }

    /** An end that somebody asked for. */
    @Operation
    public void destroy() {
        try (SessionHandler handler = handler()) {
            handler.destroy(ID);
        }
    }

    /** An end that comes by itself, and the collection of what has ended. */
    @Operation
    public void expire() {
        store.put(ID, bytes(0), NOW);
        try (SessionHandler handler = handler()) {
            handler.gc(Duration.ZERO);
        }
    }

    private SessionHandler handler() {
        return factory.newHandler(CONTEXT);
    }

    private static byte[] bytes(int number) {
        return String.valueOf(number).getBytes(UTF_8);
    }
}
