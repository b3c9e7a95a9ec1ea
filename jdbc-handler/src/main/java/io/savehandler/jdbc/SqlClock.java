package io.savehandler.jdbc;

/** Whose clock decides when a session has expired. One for all that share a table. */
public enum SqlClock {
    /** The clock of the host that runs the request, as in Symfony. The default; the hosts' clocks must agree. */
    HOST,
    /** The database's clock, which is one for all hosts. PHP on the same table still goes by its host's. */
    DATABASE
}
