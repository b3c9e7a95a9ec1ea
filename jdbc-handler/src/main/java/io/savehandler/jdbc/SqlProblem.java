package io.savehandler.jdbc;

/** What kind of failure a database has told, and what is to be done about it. */
enum SqlProblem {
    /** No connection, or it broke. */
    UNREACHABLE("the database cannot be reached, or the connection broke. See TROUBLESHOOTING.md#jdbc-unreachable"),
    /** Wrong user or password, or not allowed. */
    REFUSED("the database refuses the login or the access; check the user, the password and the rights on the table"),
    /** The table or a column is not there. */
    TABLE_MISSING("the table or one of its columns is missing; create it with createTable(), or with the statements of"
            + " createStatements(). See TROUBLESHOOTING.md#jdbc-table-missing"),
    /** The value does not fit. */
    TOO_LONG("the session is longer than its column takes; nothing was stored. See TROUBLESHOOTING.md#jdbc-too-long"),
    /** No room. */
    FULL("the database has no room left; nothing was stored. See TROUBLESHOOTING.md#jdbc-full"),
    /** A replica, or a file that cannot be written. */
    READ_ONLY("the database can only be read; nothing was stored. See TROUBLESHOOTING.md#jdbc-full"),
    /** Somebody else has the row, or the whole database. */
    BUSY("others keep the row or the database locked for too long, or a deadlock was broken; nothing was stored"),
    /** The row exists. */
    DUPLICATE("a row with this id exists; nothing was stored"),
    /** A statement that this server does not understand. */
    UNKNOWN_SYNTAX("the database does not understand a statement; its version may be too old"),
    /** Anything else. */
    OTHER("the database reports an error");

    private final String text;

    SqlProblem(String text) {
        this.text = text;
    }

    /** Whether another connection may do better: after a failover, old ones lead to what can only be read by now. */
    boolean isOfTheConnection() {
        return this == UNREACHABLE || this == READ_ONLY;
    }

    String text() {
        return text;
    }
}
