package io.savehandler.interop.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Java's side of {@code call-orders.php}: the same stored sessions, calls written down in the same words. */
final class RecordingHandlers implements SessionHandlerFactory {
    final List<String> calls = new ArrayList<>();
    final Set<String> failing = new HashSet<>();
    final Deque<String> nextIds = new ArrayDeque<>();
    private final Map<String, byte[]> stored = new HashMap<>(
            Map.of("known", "a|i:1;".getBytes(UTF_8), "empty", new byte[0], "broken", "a|i:1".getBytes(UTF_8)));

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.LOCKING, Capability.TOUCH);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new Recorder();
    }

    private void call(String name, String shown) {
        boolean fails = failing.contains(name);
        calls.add(shown + (fails ? "!" : ""));
        if (fails) {
            throw new SessionStoreException(name, "the recorder", "told to fail", null);
        }
    }

    private final class Recorder implements SessionHandler {
        @Override
        public void open(String savePath, String sessionName) {
            call("open", "open");
        }

        @Override
        public void close() {
            call("close", "close");
        }

        @Override
        public byte[] read(String id) {
            call("read", "read(" + id + ")");
            return stored.getOrDefault(id, new byte[0]).clone();
        }

        @Override
        public void write(String id, byte[] data) {
            call("write", "write(" + id + ")");
            stored.put(id, data.clone());
        }

        @Override
        public void destroy(String id) {
            call("destroy", "destroy(" + id + ")");
            stored.remove(id);
        }

        @Override
        public long gc(Duration maxLifetime) {
            call("gc", "gc(" + maxLifetime.toSeconds() + ")");
            return 0;
        }

        @Override
        public String createId() {
            call("create_sid", "create_sid");
            return nextIds.isEmpty() ? "new" : nextIds.remove();
        }

        @Override
        public boolean validateId(String id) {
            boolean known = stored.containsKey(id);
            call("validateId", "validateId(" + id + ")=" + known);
            return known;
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            call("updateTimestamp", "updateTimestamp(" + id + ")");
        }
    }
}
