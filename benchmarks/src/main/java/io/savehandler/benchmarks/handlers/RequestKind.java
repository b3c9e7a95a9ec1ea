package io.savehandler.benchmarks.handlers;

/** What a request does with a session that is there. */
public enum RequestKind {
    /** Takes the lock, reads, writes what is compared with what was read, and gives the lock back. */
    LOCKED,
    /** Reads the session; replaces it, whatever it is by then. */
    UNLOCKED
}
