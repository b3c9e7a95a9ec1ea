package io.savehandler;

import java.time.Duration;

/**
 * Another request held the session's lock for longer than this one may wait. Nothing was read or changed.
 *
 * @see LockSettings#waitTimeout()
 */
public final class SessionLockTimeoutException extends SessionException {
    private static final long serialVersionUID = 1L;

    private final Duration waited;

    /**
     * Creates the error.
     *
     * @param waited how long this request waited
     */
    public SessionLockTimeoutException(Duration waited) {
        super("Another request holds this session's lock; gave up after " + waited.toMillis()
                + " ms. Shorten the request that holds it, raise savehandler.lock.wait_timeout, or start read-only"
                + " requests with READ_ONLY. See TROUBLESHOOTING.md#lock-timeout");
        this.waited = waited;
    }

    /** How long the request waited for the lock. */
    public Duration waited() {
        return waited;
    }
}
