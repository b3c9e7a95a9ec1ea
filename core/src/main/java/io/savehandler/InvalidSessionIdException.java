package io.savehandler;

/**
 * A session id has characters or a length that the {@link SessionIdPolicy} does not accept. Thrown before the id reaches
 * a key, a path or a statement; the id itself is not in the message.
 */
public final class InvalidSessionIdException extends SessionException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param accepted what the policy accepts, in words
     */
    public InvalidSessionIdException(String accepted) {
        super("Illegal session id: " + accepted);
    }
}
