package io.savehandler;

/** What a save at the end of a request does when the store fails: {@link SessionStoreException}. */
public enum WhenSaveFails {
    /** The save throws. */
    THROW,
    /** The request goes on without its changes; {@link Session#outcome()} is {@link SessionOutcome#FAILED}. */
    DROP
}
