package io.savehandler;

/**
 * What a save does when the session has vanished from the store although its time had not come: another request destroyed
 * it, most often a log-out, or the store lost it.
 */
public enum WhenGone {
    /** The session stays gone and the request goes on; {@link Session#outcome()} tells. */
    DROP,
    /** The save throws {@link SessionGoneException}. */
    THROW,
    /** The session is stored again. Brings a logged-out visitor back; for data that must not get lost. */
    RECREATE
}
