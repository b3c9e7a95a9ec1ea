package io.savehandler.jdbc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one request last saw or put under an id, with times in seconds since 1970 by the chosen clock. Immutable. */
final class JdbcSighting {
    private static final byte[] NO_DATA = new byte[0];

    private final String id;
    private final byte @Nullable [] data;
    private final long deadline;
    private final long seenAt;

    private JdbcSighting(String id, byte @Nullable [] data, long deadline, long seenAt) {
        this.id = id;
        this.data = data;
        this.deadline = deadline;
        this.seenAt = seenAt;
    }

    static JdbcSighting nothing(String id, long seenAt) {
        return new JdbcSighting(id, null, 0, seenAt);
    }

    /** A row, which is no session any more if its time is over; in its last second it still is one, as in Symfony. */
    static JdbcSighting row(String id, byte[] data, long deadline, long seenAt) {
        return deadline < seenAt ? nothing(id, seenAt) : new JdbcSighting(id, data, deadline, seenAt);
    }

    boolean isOf(String otherId) {
        return id.equals(otherId);
    }

    /** Whether there was a session. */
    boolean exists() {
        return data != null;
    }

    /** Whether a session that is missing at a later sight has vanished before its time. */
    boolean isGoneAt(JdbcSighting later) {
        return data != null && !later.exists() && later.seenAt <= deadline;
    }

    boolean hasDataOf(byte[] other) {
        return Arrays.equals(data, other);
    }

    /** By how many seconds a session that ends then would end later. */
    long gain(long newDeadline) {
        return newDeadline - deadline;
    }

    long seenAt() {
        return seenAt;
    }

    byte[] copyOfData() {
        return data == null ? NO_DATA : data.clone();
    }

    /** The bytes themselves, for a comparison; none where there is no session. */
    byte[] data() {
        return data == null ? NO_DATA : data;
    }
}
