package io.savehandler.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where connections come from: a pool of our own, or the application's source, which stays open. Thread-safe. */
final class JdbcSource implements AutoCloseable {
    private final DataSource source;
    private final @Nullable HikariDataSource pool;
    private final SqlDialect dialect;
    private final boolean durable;
    private final Optional<Semaphore> turns;

    private JdbcSource(DataSource source, @Nullable HikariDataSource pool, SqlDialect dialect, String url) {
        this.source = source;
        this.pool = pool;
        this.dialect = dialect;
        this.durable = dialect.isDurable(url);
        this.turns = Optional.ofNullable(pool).map(own -> new Semaphore(own.getMaximumPoolSize()));
    }

    static JdbcSource of(DataSource source, SqlDialect dialect, String url) {
        return new JdbcSource(source, null, dialect, url);
    }

    /** A pool, which connects when a connection is wanted. Each statement commits itself, which spares a trip. */
    static JdbcSource pool(JdbcTarget target, JdbcSettings settings) {
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
        HikariDataSource pool = new HikariDataSource(config);
        return new JdbcSource(pool, pool, dialect, target.url());
    }

    /** What the save path says takes precedence. */
    private static void addUnlessInUrl(HikariConfig config, String url, String name, String value) {
        if (!url.contains(name + "=")) {
            config.addDataSourceProperty(name, value);
        }
    }

    /**
     * A connection. Of a pool of our own that has lent all it has, the wait for one is this request's; to connect takes the
     * pool's time-out at most. Waiting in strict order would cost a third of the requests that many threads get served.
     *
     * @param longest how long to wait for others to give one back; an application's source knows its own bound
     */
    BorrowedConnection borrow(Duration longest) throws SQLException, InterruptedException {
        if (turns.isPresent() && !turns.get().tryAcquire(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS)) {
            throw new SQLTransientConnectionException("all connections are lent", "08001");
        }
        boolean borrowed = false;
        try {
            BorrowedConnection connection = new BorrowedConnection(source.getConnection(), this);
            borrowed = true;
            return connection;
        } finally {
            if (!borrowed) {
                returned();
            }
        }
    }

    /** One that was borrowed has come back, or is no more. */
    void returned() {
        turns.ifPresent(Semaphore::release);
    }

    boolean isDurable() {
        return durable;
    }

    /** Whether an application's connections may see less than what is committed now. */
    boolean mayLackReadCommitted() {
        return pool == null && dialect.knowsReadCommitted();
    }

    /** Closes a connection in use for good. */
    void discard(Connection connection) {
        if (pool != null) {
            pool.evictConnection(connection);
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is broken already.
        }
    }

    /** Has idle connections replaced: one of their kind was found broken. */
    void forgetIdle() {
        bean().ifPresent(HikariPoolMXBean::softEvictConnections);
    }

    int connectionsInUse() {
        return bean().map(HikariPoolMXBean::getActiveConnections).orElse(0);
    }

    private Optional<HikariPoolMXBean> bean() {
        return Optional.ofNullable(pool).map(HikariDataSource::getHikariPoolMXBean);
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
