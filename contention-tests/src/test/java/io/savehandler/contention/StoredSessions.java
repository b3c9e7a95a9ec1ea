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
import org.jetbrains.lincheck.datastructures.StringGen;

/** Unlocked requests on a few sessions: each operation takes effect at once, somewhere between its call and its return. */
@Param(name = "id", gen = StringGen.class, conf = "1:ab")
@Param(name = "number", gen = IntGen.class, conf = "1:3")
public class StoredSessions {
    private static final HandlerContext CONTEXT =
            HandlerContext.builder().locking(false).build();
    private static final Instant NOW = Instant.EPOCH;

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

    /** What a request reads. */
    @Operation
    public String read(@Param(name = "id") String id) {
        try (SessionHandler handler = handler()) {
            return new String(handler.read(key(id)), UTF_8);
        }
    }

    /** A write without a read. */
    @Operation
    public void write(@Param(name = "id") String id, @Param(name = "number") int number) {
        try (SessionHandler handler = handler()) {
            handler.write(key(id), bytes(number));
        }
    }

    /** A write on condition; whether it happened. */
    @Operation
    public boolean replace(
            @Param(name = "id") String id, @Param(name = "number") int expected, @Param(name = "number") int number) {
        try (SessionHandler handler = handler()) {
            String seen = new String(handler.read(key(id)), UTF_8);
            return seen.equals(String.valueOf(expected)) && handler.writeIfUnchanged(key(id), bytes(number));
        }
    }

    /** An end that somebody asked for. */
    @Operation
    public void destroy(@Param(name = "id") String id) {
        try (SessionHandler handler = handler()) {
            handler.destroy(key(id));
        }
    }

    /** An end that came by itself. */
    @Operation
    public void expire(@Param(name = "id") String id) {
        store.put(key(id), bytes(0), NOW);
    }

    /** Takes out what has come to its end. */
    @Operation
    public void collect() {
        try (SessionHandler handler = handler()) {
            handler.gc(Duration.ZERO);
        }
    }

    private SessionHandler handler() {
        return factory.newHandler(CONTEXT);
    }

    private static String key(String id) {
        return "session-" + id;
    }

    private static byte[] bytes(int number) {
        return String.valueOf(number).getBytes(UTF_8);
    }
}
