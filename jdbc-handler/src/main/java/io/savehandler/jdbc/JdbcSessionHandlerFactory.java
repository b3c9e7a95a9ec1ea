package io.savehandler.jdbc;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LeaseRenewals;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Sessions in a table of PostgreSQL, MariaDB, MySQL, SQLite or H2 in the shape of Symfony's {@code PdoSessionHandler}, so
 * that PHP and Java share them; written for SQL Server and Oracle too, but not tested there. Thread-safe; requests borrow a
 * connection for single statements and give it back in between, except where {@link JdbcLockMode} says otherwise.
 *
 * <p>The database has to have the table: {@link #createTable} makes it, {@link #createStatements} says how.
 *
 * <p>Different from Symfony, on purpose: a value that its column would cut is refused; rows of Symfony before 4.4, which hold
 * a duration, are understood, not taken for expired; gc works in batches; the lock is a lease that PHP does not see, unless
 * {@link JdbcSettings#lockMode()} is one of Symfony's, and then a wait that takes too long is an error.
 */
public final class JdbcSessionHandlerFactory implements SessionHandlerFactory {
    private final String savePath;
    private final JdbcDatabase database;
    private final LeaseRenewals renewals = new LeaseRenewals();
    private final JdbcSource source;
    private final Set<Capability> capabilities;

    JdbcSessionHandlerFactory(String savePath, JdbcDatabase database, JdbcSource source, boolean durable) {
        this.savePath = savePath;
        this.database = database;
        this.source = source;
        Set<Capability> able = EnumSet.of(
                Capability.COMPARE_AND_SET, Capability.TOUCH, Capability.LISTING, Capability.EXPIRY_HANDOVER);
        if (database.settings().ownerColumn().isPresent()) {
            able.add(Capability.OWNER_INDEX);
        }
        if (database.settings().lockMode() != JdbcLockMode.NONE) {
            able.add(Capability.LOCKING);
        }
        if (database.connectionLock().filter(ConnectionLock::isStoreWide).isPresent()) {
            able.add(Capability.STORE_WIDE_LOCK);
        }
        if (durable) {
            able.add(Capability.DURABLE);
        }
        this.capabilities = Set.copyOf(able);
    }

    /**
     * A factory for a save path, with a pool of connections of its own. Connects when the first request needs it. The
     * database's driver is the application's to bring.
     *
     * @param savePath a JDBC URL, or a URL as Symfony reads it: {@code mysql://user:password@host:port/database}, {@code
     *     pgsql://…}, {@code sqlsrv://…}, or {@code sqlite:///path} (one more slash for an absolute path)
     * @throws SessionConfigurationException if the save path is none
     */
    public static JdbcSessionHandlerFactory connect(String savePath) {
        return builder().savePath(savePath).build();
    }

    /** A builder that starts with {@link JdbcSettings#defaults()}; where the database is must be said. */
    public static JdbcSessionHandlerFactoryBuilder builder() {
        return new JdbcSessionHandlerFactoryBuilder();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new JdbcSessionHandler(savePath, database, renewals, context);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** The statements that make what {@link #createTable} makes, in this database's words. */
    public List<String> createStatements() {
        return database.statements().ddl(database.settings().lockMode() == JdbcLockMode.LEASE);
    }

    /**
     * Makes the table with its index, and the table of leases if they are used; what is there stays as it is.
     *
     * @throws SessionStoreException if the database refuses
     */
    public void createTable() {
        for (String text : createStatements()) {
            boolean unused = database.connections().change("createTable", connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute(text);
                }
            });
        }
    }

    @Override
    public void close() {
        renewals.close();
        database.leases().close();
        source.close();
    }

    JdbcSource source() {
        return source;
    }

    /** How many connections are lent now. */
    int connectionsInUse() {
        return source.connectionsInUse();
    }

    /** The database, without credentials. */
    @Override
    public String toString() {
        return "JdbcSessionHandlerFactory[" + database.address() + "]";
    }
}
