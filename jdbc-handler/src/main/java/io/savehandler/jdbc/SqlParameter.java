package io.savehandler.jdbc;

import java.util.Locale;

/** What a statement is given, written {@code :name} in its template. */
enum SqlParameter {
    /** A session's id. */
    ID,
    /** Data to store. */
    DATA,
    /** The data that must be stored for a change to happen. */
    BEFORE,
    /** The host's time, in seconds since 1970. */
    NOW,
    /** When the session ends by the host's clock, in seconds since 1970. */
    END,
    /** How long the session lives, in seconds; for the database's clock. */
    LIFETIME,
    /** How many rows at most. */
    BATCH,
    /** Whose session it is; null for nobody's. */
    OWNER,
    /** Where the request comes from; null for unknown. */
    ADDRESS,
    /** Whose lease it is. */
    TOKEN,
    /** How long a lease lasts, in milliseconds. */
    LEASE,
    /** The name of an advisory lock. */
    KEY,
    /** How long to wait for another's lock, in milliseconds. */
    PATIENCE;

    static SqlParameter named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
