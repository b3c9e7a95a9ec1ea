package io.savehandler;

/**
 * The thread was interrupted while it waited for a session's lock. The interrupt flag is set again, nothing is held and
 * nothing was changed.
 */
public final class SessionInterruptedException extends SessionException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error and leaves the interrupt flag to the caller, who sets it again.
     *
     * @param cause the interruption
     */
    public SessionInterruptedException(InterruptedException cause) {
        super("Interrupted while waiting for the session's lock", cause);
    }
}
