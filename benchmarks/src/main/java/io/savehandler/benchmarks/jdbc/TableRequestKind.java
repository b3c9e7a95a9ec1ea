package io.savehandler.benchmarks.jdbc;

import io.savehandler.jdbc.JdbcLockMode;

/** What a request does with a session that is there. */
public enum TableRequestKind {
    /** Reads it; replaces it, whatever it is by then. */
    UNLOCKED(JdbcLockMode.NONE),
    /** Locks and reads its row; writes and commits. */
    ROW(JdbcLockMode.ROW);

    private final JdbcLockMode mode;

    TableRequestKind(JdbcLockMode mode) {
        this.mode = mode;
    }

    JdbcLockMode mode() {
        return mode;
    }
}
