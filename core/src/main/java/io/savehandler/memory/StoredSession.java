package io.savehandler.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A session's bytes and the time, in milliseconds since 1970, from which on they are no longer given out. Immutable. */
final class StoredSession {
    private final byte[] data;
    private final long deadline;

    private StoredSession(byte[] data, long deadline) {
        this.data = data;
        this.deadline = deadline;
    }

    static StoredSession copyOf(byte[] data, long deadline) {
        return new StoredSession(data.clone(), deadline);
    }

    /** The same bytes for longer. */
    StoredSession until(long later) {
        return new StoredSession(data, later);
    }

    /** By how many milliseconds it would live longer; negative if it would not. */
    long gain(long later) {
        return later - deadline;
    }

    byte[] copyOfData() {
        return data.clone();
    }

    boolean isLive(long now) {
        return now < deadline;
    }

    boolean hasDataOf(@Nullable StoredSession other) {
        return other == this || (other != null && Arrays.equals(data, other.data));
    }
}
