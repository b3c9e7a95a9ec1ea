package io.savehandler;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything that can go wrong with a session. Unchecked, because a request that cannot have its session can
 * seldom do more than fail. No message of any subclass holds a session id, session data or a credential.
 */
public abstract class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionException(String message) {
        super(message);
    }

    SessionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
