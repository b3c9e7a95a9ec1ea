package io.savehandler.jdbc;

import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Builds {@link JdbcSessionHandlerFactory}. Not thread-safe. */
public final class JdbcSessionHandlerFactoryBuilder {
    private String savePath = "";
    private JdbcSettings settings = JdbcSettings.defaults();
    private @Nullable DataSource dataSource;
    private @Nullable String user;
    private @Nullable String password;
    private Supplier<Optional<String>> clientAddress = Optional::empty;

    JdbcSessionHandlerFactoryBuilder() {}

    /** Sets PHP's {@code session.save_path}; see {@link JdbcSessionHandlerFactory#connect}. */
    public JdbcSessionHandlerFactoryBuilder savePath(String savePath) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        return this;
    }

    /** Sets the login, which takes precedence over one in the save path; Symfony's {@code db_username} and the like. */
    public JdbcSessionHandlerFactoryBuilder login(String user, String password) {
        this.user = Objects.requireNonNull(user, "user");
        this.password = Objects.requireNonNull(password, "password");
        return this;
    }

    /** Sets names, locking and time-outs. */
    public JdbcSessionHandlerFactoryBuilder settings(JdbcSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Uses the application's source of connections instead of a save path; it is not closed. Its own time-outs hold, and
     * connections that commit each statement cost the fewest trips.
     */
    public JdbcSessionHandlerFactoryBuilder dataSource(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        return this;
    }

    /**
     * Sets how to tell where a request comes from, for {@link JdbcSettings#addressColumn()}; nobody knows otherwise. Asked
     * whenever a session is stored, on the thread that stores it; a touch does not ask.
     *
     * @param clientAddress returns any text of up to 255 characters, such as an IP address, or nothing where it is unknown;
     *     does not throw
     */
    public JdbcSessionHandlerFactoryBuilder clientAddress(Supplier<Optional<String>> clientAddress) {
        this.clientAddress = Objects.requireNonNull(clientAddress, "clientAddress");
        return this;
    }

    /**
     * Returns a factory with what was set so far.
     *
     * @throws SessionConfigurationException if the save path is none, or both or none of save path and source are given
     * @throws SessionStoreException if a given source cannot tell what database it is of
     */
    public JdbcSessionHandlerFactory build() {
        return dataSource == null ? ofSavePath() : ofDataSource(dataSource);
    }

    private JdbcSessionHandlerFactory ofSavePath() {
        JdbcTarget parsed = JdbcSavePath.parse(savePath);
        JdbcTarget target = user == null ? parsed : parsed.withLogin(user, password);
        Optional<ConnectionLock> lock = connectionLock(target.dialect());
        return factory(target.dialect(), target.address(), target.url(), lock, OwnPool.to(target, settings));
    }

    private JdbcSessionHandlerFactory ofDataSource(DataSource given) {
        if (!savePath.isEmpty() || user != null) {
            throw new SessionConfigurationException(
                    "session.save_path", "and a login must stay empty where a source of connections is given");
        }
        String url = url(given);
        SqlDialect dialect = SqlDialects.of(url)
                .orElseThrow(() -> new SessionConfigurationException(
                        "dataSource", "is of a database that is not known: " + JdbcTarget.addressOf(url)));
        return factory(
                dialect, JdbcTarget.addressOf(url), url, connectionLock(dialect), new GivenSource(given, dialect));
    }

    private static String url(DataSource given) {
        try (Connection connection = given.getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new SessionStoreException(
                    "open", "the given data source", "it gives no connection", JdbcFailures.withoutText(e));
        }
    }

    /** @throws SessionConfigurationException if the database does not have the lock that is set */
    private Optional<ConnectionLock> connectionLock(SqlDialect dialect) {
        JdbcLockMode mode = settings.lockMode();
        if (!mode.needsConnection()) {
            return Optional.empty();
        }
        Optional<ConnectionLock> lock = mode == JdbcLockMode.ADVISORY
                ? dialect.advisoryLock().map(words -> new AdvisoryLock(words, dialect))
                : dialect.rowLock().map(words -> new RowLock(words, dialect, new SqlStatements(dialect, settings)));
        if (lock.isEmpty()) {
            throw new SessionConfigurationException(
                    "savehandler.jdbc.lock_mode",
                    mode.toString().toLowerCase(Locale.ROOT) + " is not there for " + dialect.name()
                            + "; lease is, and so is none");
        }
        return lock;
    }

    private JdbcSessionHandlerFactory factory(
            SqlDialect dialect, String address, String url, Optional<ConnectionLock> lock, JdbcSource source) {
        SqlStatements statements = new SqlStatements(dialect, settings);
        JdbcFailures failures = new JdbcFailures(dialect, address);
        JdbcConnections connections = new JdbcConnections(source, failures, settings::connectTimeout);
        JdbcDatabase database = new JdbcDatabase(
                address,
                settings,
                dialect,
                connections,
                statements,
                new JdbcLimits(statements, failures),
                new LeaseTable(connections, statements),
                new LocalLockQueue(),
                new AtomicBoolean(true),
                clientAddress,
                lock);
        return new JdbcSessionHandlerFactory(savePath, database, source, dialect.isDurable(url));
    }
}
