package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.spi.LeaseRenewals;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;

/**
 * What the requests of one factory share. Thread-safe.
 *
 * @param address the database's, without a login
 * @param connectionLock in the modes that lock on a connection
 */
record JdbcDatabase(
        String address,
        JdbcSettings settings,
        SqlDialect dialect,
        JdbcConnections connections,
        SqlStatements statements,
        JdbcLimits limits,
        LeaseTable leases,
        LocalLockQueue queue,
        Optional<ConnectionLock> connectionLock) {

    /** How one request locks. */
    JdbcLock newLock(LeaseRenewals renewals, HandlerContext context, JdbcTimes times) {
        return connectionLock
                .<JdbcLock>map(lock -> new HeldConnectionLock(this, lock, context, times))
                .orElseGet(() -> new LeaseLock(this, renewals, context, times));
    }
}
