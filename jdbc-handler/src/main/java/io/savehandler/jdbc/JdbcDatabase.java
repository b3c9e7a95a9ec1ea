package io.savehandler.jdbc;

/**
 * What the requests of one factory share. Thread-safe.
 *
 * @param address the database's, without a login
 */
record JdbcDatabase(
        String address,
        JdbcSettings settings,
        JdbcConnections connections,
        SqlStatements statements,
        JdbcLimits limits,
        LeaseTable leases) {}
