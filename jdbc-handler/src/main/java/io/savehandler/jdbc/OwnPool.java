package io.savehandler.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A pool of our own, which connects when a connection is wanted. It is HikariCP's pool itself, and not the data source
 * around it, whose wait has one bound for all: here each request's wait is its own. Thread-safe.
 */
final class OwnPool implements JdbcSource {
    private final HikariPool pool;
    private final int size;
    private final long connectMillis;

    private OwnPool(HikariConfig config) {
        config.validate();
        this.pool = new HikariPool(config);
        this.size = config.getMaximumPoolSize();
        this.connectMillis = config.getConnectionTimeout();
    }

    /** Each statement commits itself, which spares a trip. */
    static OwnPool to(JdbcTarget target, JdbcSettings settings) {
        SqlDialect dialect = target.dialect();
        HikariConfig config = new HikariConfig();
        config.setPoolName("savehandler-jdbc");
        config.setJdbcUrl(target.url());
        if (target.user() != null) {
            config.setUsername(target.user());
        }
        if (target.password() != null) {
            config.setPassword(target.password());
        }
        dialect.timeouts(settings.connectTimeout(), settings.answerTimeout())
                .forEach((name, value) -> addUnlessInUrl(config, target.url(), name, value));
        dialect.connectionSetup(settings.answerTimeout()).ifPresent(config::setConnectionInitSql);
        if (dialect.knowsReadCommitted()) {
            config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        }
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        return new OwnPool(config);
    }

    /** What the save path says takes precedence. */
    private static void addUnlessInUrl(HikariConfig config, String url, String name, String value) {
        if (!url.contains(name + "=")) {
            config.addDataSourceProperty(name, value);
        }
    }

    /** To connect takes the pool's time-out at most, however little a request would wait for others. */
    @Override
    public BorrowedConnection borrow(Duration longest) throws SQLException {
        requireOpen();
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            boolean connects = !isComplete();
            try {
                return BorrowedConnection.of(pool.getConnection(connects ? connectMillis : millisUntil(end)), this);
            } catch (SQLTransientConnectionException e) {
                boolean complete = isComplete();
                if ((connects && !complete) || pool.poolState != HikariPool.POOL_NORMAL) {
                    throw e;
                }
                if (complete && millisUntil(end) == 0) {
                    throw new SQLTransientConnectionException("all connections are lent", "08001", e);
                }
            }
        }
    }

    private void requireOpen() throws SQLException {
        if (pool.poolState == HikariPool.POOL_SHUTDOWN) {
            throw new SQLNonTransientConnectionException("the pool is closed", "08003");
        }
    }

    private static long millisUntil(long end) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    /** Whether there are as many connections as there may be, so that whoever finds none waits for others only. */
    private boolean isComplete() {
        return pool.getTotalConnections() >= size;
    }

    @Override
    public void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void forgetIdle() {
        pool.softEvictConnections();
    }

    @Override
    public int connectionsInUse() {
        return pool.getActiveConnections();
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
