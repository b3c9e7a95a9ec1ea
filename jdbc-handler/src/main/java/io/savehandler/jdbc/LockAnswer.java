package io.savehandler.jdbc;

/** What came of one attempt at a session's lock. */
enum LockAnswer {
    /** The lock is the request's. */
    HELD,
    /** Another request has it. */
    BUSY,
    /** There is neither a session nor a lock. */
    UNKNOWN
}
