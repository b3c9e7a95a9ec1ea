package io.savehandler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store that writes down the calls it gets, and fails where it is told to. */
final class RecordingStore implements SessionHandlerFactory {
    final List<String> calls = new ArrayList<>();
    final Map<String, byte[]> sessions = new HashMap<>();
    final Set<String> failing = new HashSet<>();
    final Set<String> lostAnswers = new HashSet<>();
    boolean failuresAreUnknown;
    final Deque<String> nextIds = new ArrayDeque<>();
    final Deque<Runnable> beforeConditionalWrites = new ArrayDeque<>();
    final Set<Capability> capabilities =
            new HashSet<>(Set.of(Capability.LOCKING, Capability.TOUCH, Capability.COMPARE_AND_SET));

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new Recorder(context);
    }

    /** The calls since the last time this was asked, as one line. */
    String takeCalls() {
        String line = String.join(", ", calls);
        calls.clear();
        return line;
    }

    private final class Recorder implements SessionHandler {
        private final HandlerContext context;
        private final Map<String, byte[]> read = new HashMap<>();

        Recorder(HandlerContext context) {
            this.context = context;
        }

        private void call(String name, String shown) {
            calls.add(shown);
            if (failing.contains(name)) {
                throw new SessionStoreException(name, "the recording store", "told to fail", failuresAreUnknown, null);
            }
        }

        @Override
        public void open(String savePath, String sessionName) {
            call("open", "open");
        }

        @Override
        public String createId() {
            String id = nextIds.isEmpty() ? "new" : nextIds.remove();
            call("createId", "createId");
            return id;
        }

        @Override
        public boolean validateId(String id) {
            boolean known = sessions.containsKey(id);
            call("validateId", "validateId(" + known + ")");
            return known;
        }

        @Override
        public byte[] read(String id) {
            call("read", "read(" + id + ")");
            byte[] data = sessions.get(id);
            read.put(id, data == null ? new byte[0] : data);
            return data == null ? new byte[0] : data.clone();
        }

        @Override
        public void write(String id, byte[] data) {
            call("write", "write(" + id + ")");
            byte[] seen = read.getOrDefault(id, new byte[0]);
            if (seen.length > 0 && !sessions.containsKey(id)) {
                throw new SessionGoneException();
            }
            sessions.put(id, data.clone());
            if (lostAnswers.contains("write")) {
                throw new SessionStoreException("write", "the recording store", "no answer", true, null);
            }
        }

        @Override
        public boolean writeIfUnchanged(String id, byte[] data) {
            call("writeIfUnchanged", "writeIfUnchanged(" + id + ")");
            if (!beforeConditionalWrites.isEmpty()) {
                beforeConditionalWrites.remove().run();
            }
            byte[] now = sessions.getOrDefault(id, new byte[0]);
            if (!Arrays.equals(now, read.get(id))) {
                return false;
            }
            sessions.put(id, data.clone());
            return true;
        }

        @Override
        public void updateTimestamp(String id, byte[] data) {
            call("updateTimestamp", "updateTimestamp(" + id + ")");
            if (!sessions.containsKey(id)) {
                throw new SessionGoneException();
            }
        }

        @Override
        public void destroy(String id) {
            call("destroy", "destroy(" + id + ")");
            sessions.remove(id);
        }

        @Override
        public long gc(java.time.Duration maxLifetime) {
            call("gc", "gc(" + maxLifetime.toSeconds() + ")");
            return 0;
        }

        @Override
        public void close() {
            call("close", context.readOnly() ? "close(read-only)" : "close");
        }
    }
}
