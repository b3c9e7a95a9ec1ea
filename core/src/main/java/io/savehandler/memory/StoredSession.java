package io.savehandler.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A session's bytes, its owner, and the time, in milliseconds since 1970, from which on it is not given out. Immutable. */
final class StoredSession {
    private final byte[] data;
    private final long deadline;
    private final @Nullable String owner;

    private StoredSession(byte[] data, long deadline, @Nullable String owner) {
        this.data = data;
        this.deadline = deadline;
        this.owner = owner;
    }

    static StoredSession copyOf(byte[] data, long deadline, @Nullable String owner) {
        return new StoredSession(data.clone(), deadline, owner);
    }

    /** The same bytes for longer. */
    StoredSession until(long later) {
        return new StoredSession(data, later, owner);
    }

    /** By how many milliseconds it would live longer; negative if it would not. */
    long gain(long later) {
        return later - deadline;
    }

    long deadline() {
        return deadline;
    }

    byte[] copyOfData() {
        return data.clone();
    }

    boolean isOwnedBy(String someone) {
        return someone.equals(owner);
    }

    boolean isLive(long now) {
        return now < deadline;
    }

    boolean hasDataOf(@Nullable StoredSession other) {
        return other == this || (other != null && Arrays.equals(data, other.data));
    }
}
