package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A wrapper around the in-memory handler at the end of a wire. What the second door puts in or takes out is translated by
 * the same wrapper around another store, so that the handler under test has no part in it.
 */
class WrappedFixture extends RemoteFixture {
    private final UnaryOperator<SessionHandlerFactory> wrapper;
    private final UnaryOperator<String> key;

    WrappedFixture(UnaryOperator<SessionHandlerFactory> wrapper) {
        this(wrapper, id -> id);
    }

    WrappedFixture(UnaryOperator<SessionHandlerFactory> wrapper, UnaryOperator<String> key) {
        this.wrapper = wrapper;
        this.key = key;
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return wrapper.apply(super.newFactory());
    }

    @Override
    public void seed(String id, byte[] data) {
        InMemorySessionStore elsewhere = new InMemorySessionStore();
        try (SessionHandler writer = handlerOf(elsewhere)) {
            writer.write(id, data);
        }
        seedUntranslated(id, elsewhere.find(key.apply(id)).orElseThrow());
    }

    void seedUntranslated(String id, byte[] data) {
        super.seed(key.apply(id), data);
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return super.inspect(key.apply(id)).map(stored -> {
            InMemorySessionStore elsewhere = new InMemorySessionStore();
            elsewhere.put(key.apply(id), stored, Instant.ofEpochMilli(Long.MAX_VALUE));
            try (SessionHandler reader = handlerOf(elsewhere)) {
                assertTrue(reader.validateId(id));
                return reader.read(id);
            }
        });
    }

    @Override
    public void remove(String id) {
        super.remove(key.apply(id));
    }

    private SessionHandler handlerOf(InMemorySessionStore other) {
        return wrapper.apply(
                        InMemorySessionHandlerFactory.builder().store(other).build())
                .newHandler(HandlerContext.builder().locking(false).build());
    }
}
