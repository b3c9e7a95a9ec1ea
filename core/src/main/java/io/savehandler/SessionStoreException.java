package io.savehandler;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The store could not be reached, refused an operation, or did not answer in time. Never means "session not found".
 */
public class SessionStoreException extends SessionException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String store;
    private final boolean outcomeUnknown;

    /**
     * A failure that certainly left the store as it was.
     *
     * @param operation what was being done, for example {@code read}
     * @param store where: an address or a directory, without credentials
     * @param problem what went wrong and what to do about it; no id, data or credential
     * @param cause the driver's or the file system's error, or null
     */
    public SessionStoreException(String operation, String store, String problem, @Nullable Throwable cause) {
        this(operation, store, problem, false, cause);
    }

    /**
     * A failure that says whether the store may have carried out the operation all the same.
     *
     * @param operation what was being done, for example {@code write}
     * @param store where: an address or a directory, without credentials
     * @param problem what went wrong and what to do about it; no id, data or credential
     * @param outcomeUnknown true where the request had left and no answer came back
     * @param cause the driver's or the file system's error, or null
     */
    public SessionStoreException(
            String operation, String store, String problem, boolean outcomeUnknown, @Nullable Throwable cause) {
        super("Session " + operation + " failed at " + store + ": " + problem, cause);
        this.operation = Objects.requireNonNull(operation, "operation");
        this.store = Objects.requireNonNull(store, "store");
        this.outcomeUnknown = outcomeUnknown;
    }

    /** What was being done: {@code open}, {@code read}, {@code write}, {@code destroy}, {@code gc}, and so on. */
    public String operation() {
        return operation;
    }

    /** The store's address or directory, without credentials. */
    public String store() {
        return store;
    }

    /** Whether the store may have carried out the operation although no answer came back. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
