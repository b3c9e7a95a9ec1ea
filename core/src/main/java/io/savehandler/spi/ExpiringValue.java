package io.savehandler.spi;

import java.time.Instant;
import java.util.Objects;

/** What a store holds under an id. Immutable. */
public final class ExpiringValue {
    private final byte[] data;
    private final Instant deadline;

    /**
     * A session's data.
     *
     * @param data the bytes; not copied, so they must not change any more
     * @param deadline from when on the session has expired
     */
    public ExpiringValue(byte[] data, Instant deadline) {
        this.data = Objects.requireNonNull(data, "data");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    byte[] data() {
        return data;
    }

    Instant deadline() {
        return deadline;
    }

    /** Says how much it is, not what. */
    @Override
    public String toString() {
        return "ExpiringValue[" + data.length + " bytes, until " + deadline + "]";
    }
}
