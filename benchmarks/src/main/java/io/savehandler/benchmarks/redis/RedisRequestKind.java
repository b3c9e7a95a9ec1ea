package io.savehandler.benchmarks.redis;

/** What a request does with a session that is there. */
public enum RedisRequestKind {
    /** Takes the lock and reads in one script; writes and gives the lock back in another. */
    LOCKED,
    /** Reads the session and its remaining time in one flush; replaces it, whatever it is by then. */
    UNLOCKED
}
