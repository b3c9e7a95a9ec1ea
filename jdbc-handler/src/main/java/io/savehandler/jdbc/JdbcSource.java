package io.savehandler.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where connections come from: a pool of our own, or the application's source, which stays open. Thread-safe. */
final class JdbcSource implements AutoCloseable {
    private final DataSource source;
    private final @Nullable HikariDataSource pool;
    private final SqlDialect dialect;
    private final boolean durable;

    private JdbcSource(DataSource source, @Nullable HikariDataSource pool, SqlDialect dialect, String url) {
        this.source = source;
        this.pool = pool;
        this.dialect = dialect;
        this.durable = dialect.isDurable(url);
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

    DataSource connections() {
        return source;
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
