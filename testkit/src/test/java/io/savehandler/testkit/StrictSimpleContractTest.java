package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.wrap.StrictSessionHandlerFactory;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A handler with six operations made strict: validating and reading now cost one read. */
class StrictSimpleContractTest implements SessionHandlerContract {
    @Override
    public HandlerFixture newFixture() {
        Map<String, byte[]> sessions = new ConcurrentHashMap<>();
        AtomicLong reads = new AtomicLong();
        return new HandlerFixture() {
            @Override
            public SessionHandlerFactory newFactory() {
                return StrictSessionHandlerFactory.of(SessionHandlerFactory.of(() -> new MapSessionHandler(sessions) {
                    @Override
                    public byte[] read(String id) {
                        reads.incrementAndGet();
                        return super.read(id);
                    }
                }));
            }

            @Override
            public OptionalLong reads() {
                return OptionalLong.of(reads.get());
            }

            @Override
            public void seed(String id, byte[] data) {
                sessions.put(id, data);
            }

            @Override
            public Optional<byte[]> inspect(String id) {
                return Optional.ofNullable(sessions.get(id));
            }

            @Override
            public void remove(String id) {
                sessions.remove(id);
            }
        };
    }
}
