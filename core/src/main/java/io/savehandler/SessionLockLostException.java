package io.savehandler;

/**
 * The session is no longer this request's to write: its lock ran out and was taken, or somebody wrote without taking
 * the lock. The store keeps what the other side wrote; this request's changes are not stored.
 */
public final class SessionLockLostException extends SessionException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param problem how the loss was noticed; no id, data or credential
     */
    public SessionLockLostException(String problem) {
        super("Lost the session to another writer, nothing was written: " + problem);
    }
}
