package io.savehandler;

/**
 * The session that this request read is no longer in the store although its time had not come: another request
 * destroyed it, or the store lost it. It is not brought back.
 */
public final class SessionGoneException extends SessionException {
    private static final long serialVersionUID = 1L;

    /** Creates the error. */
    public SessionGoneException() {
        super("The session was destroyed (or lost by the store) while this request used it; nothing was written");
    }
}
