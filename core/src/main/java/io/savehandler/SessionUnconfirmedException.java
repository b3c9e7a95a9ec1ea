package io.savehandler;

import org.jspecify.annotations.Nullable;

/**
 * A change that was to be in so many copies before it counts, and too few of them are known to have it. The store may hold it
 * now and lose it with its next failover, so its outcome is unknown, and reading it back would prove nothing.
 */
public final class SessionUnconfirmedException extends SessionStoreException {
    private static final long serialVersionUID = 1L;

    private final int confirmed;
    private final int wanted;

    /**
     * A change that was sent and is not confirmed.
     *
     * @param operation what was being done, for example {@code write}
     * @param store where: an address, without credentials
     * @param problem what went wrong and what to do about it; no id, data or credential
     * @param confirmed how many copies are known to have the change
     * @param wanted how many have to have it
     * @param cause the driver's error, or null
     */
    public SessionUnconfirmedException(
            String operation, String store, String problem, int confirmed, int wanted, @Nullable Throwable cause) {
        super(operation, store, problem, true, cause);
        this.confirmed = confirmed;
        this.wanted = wanted;
    }

    /** How many copies are known to have the change; 0 where none has said so. */
    public int confirmed() {
        return confirmed;
    }

    /** How many copies were to have the change. */
    public int wanted() {
        return wanted;
    }
}
