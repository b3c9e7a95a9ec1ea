package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.spi.ForwardingHandlerContext;
import io.savehandler.spi.LeaseRenewals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Removes expired sessions one by one, each under its lock, and hands them over. For one request; not thread-safe. */
final class ExpiryHandover {
    private final JdbcDatabase database;
    private final JdbcTimes times;
    private final JdbcLock lock;
    private final BiConsumer<String, byte[]> receiver;

    ExpiryHandover(
            JdbcDatabase database,
            LeaseRenewals renewals,
            HandlerContext context,
            JdbcTimes times,
            BiConsumer<String, byte[]> receiver) {
        this.database = database;
        this.times = times;
        this.lock = database.newLock(renewals, new LockingAtOnce(context), times);
        this.receiver = receiver;
    }

    /** Whether the session was removed here; not if somebody uses it, or has removed it or stored it anew. */
    boolean remove(String id) {
        Optional<byte[]> data;
        try {
            boolean free = database.settings().lockMode() == JdbcLockMode.NONE
                    || lock.acquire(id, !lock.keepsOthersOut()); // a row is only locked where there is one
            data = free ? removed(id) : Optional.empty();
        } catch (SessionLockTimeoutException e) {
            return false;
        } finally {
            lock.release();
        }
        data.ifPresent(last -> receiver.accept(id, last));
        return data.isPresent();
    }

    private Optional<byte[]> removed(String id) {
        return lock.connections().change("gc", connection -> removed(connection, times.valuesOf(id)));
    }

    /** What others store in between without a lock is alive, and stays. */
    private Optional<byte[]> removed(Connection connection, SqlValues values) throws SQLException {
        SqlStatements statements = database.statements();
        Optional<byte[]> data = statements.readExpired.query(connection, values, ExpiryHandover::dataOf);
        boolean removed = data.isPresent() && statements.removeIfExpired.update(connection, values) > 0;
        return removed ? data : Optional.empty();
    }

    private static Optional<byte[]> dataOf(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        byte @Nullable [] data = rows.getBytes(1);
        return Optional.of(data == null ? new byte[0] : data);
    }

    /** Takes a lock whatever the request itself wants of its session, and does not wait for it. */
    private static final class LockingAtOnce extends ForwardingHandlerContext {
        private final LockSettings settings;

        LockingAtOnce(HandlerContext context) {
            super(context);
            settings = LockSettings.builder()
                    .waitTimeout(Duration.ZERO)
                    .expire(context.lock().expire())
                    .maxHold(context.lock().maxHold())
                    .build();
        }

        @Override
        public boolean locking() {
            return true;
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public LockSettings lock() {
            return settings;
        }
    }
}
