package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the author of a simple custom handler writes. */
class MapSessionHandlerTest implements SessionHandlerContract {
    @Override
    public HandlerFixture newFixture() {
        Map<String, byte[]> sessions = new ConcurrentHashMap<>();
        return new HandlerFixture() {
            @Override
            public SessionHandlerFactory newFactory() {
                return SessionHandlerFactory.of(() -> new MapSessionHandler(sessions));
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
