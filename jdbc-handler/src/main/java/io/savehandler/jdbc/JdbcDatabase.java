package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.spi.LeaseRenewals;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What the requests of one factory share. Thread-safe.
 *
 * @param address the database's, without a login
 * @param passesOverLocks whether gc may ask the server to leave out what others have locked
 * @param clientAddress where the request comes from that asks
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
        AtomicBoolean passesOverLocks,
        Supplier<Optional<String>> clientAddress,
        Optional<ConnectionLock> connectionLock) {

    /** One request's times. */
    JdbcTimes newTimes(HandlerContext context) {
        return new JdbcTimes(context, settings.clock(), clientAddress);
    }

    /** How one request locks. */
    JdbcLock newLock(LeaseRenewals renewals, HandlerContext context, JdbcTimes times) {
        return connectionLock
                .<JdbcLock>map(lock -> new HeldConnectionLock(this, lock, context, times))
                .orElseGet(() -> new LeaseLock(this, renewals, context, times));
    }
}
