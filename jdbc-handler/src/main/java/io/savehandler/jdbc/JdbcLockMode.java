package io.savehandler.jdbc;

/** How sessions in a table are locked. One mode for all that share a table. */
public enum JdbcLockMode {
    /** Not at all: concurrent requests are merged, or the last one wins. Costs nothing. */
    NONE,
    /**
     * By a row in a table of our own, which names the holder and runs out unless it is renewed. A request holds no
     * connection while it runs, and waiting requests hold none either, so that few connections serve many requests. PHP does
     * not see these locks. The default.
     */
    LEASE,
    /**
     * By Symfony's advisory lock: on PostgreSQL, MariaDB and MySQL. Excludes PHP in the same mode. A request keeps a
     * connection from reading to closing.
     */
    ADVISORY,
    /**
     * By Symfony's row lock, its default: a transaction from reading to closing. On PostgreSQL, MariaDB, MySQL and H2; on
     * SQLite it locks all sessions at once. Excludes whoever writes the row. A request keeps a connection from reading to
     * closing, and what it changes is stored when it closes.
     */
    ROW;

    boolean needsConnection() {
        return this == ADVISORY || this == ROW;
    }
}
