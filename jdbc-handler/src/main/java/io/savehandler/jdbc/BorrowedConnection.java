package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;

/** A connection that goes back as it came, without a transaction; or not at all. Used by one thread at a time. */
final class BorrowedConnection implements AutoCloseable {
    private final Connection connection;
    private final boolean autoCommit;
    private final JdbcSource source;
    private OptionalInt isolation = OptionalInt.empty();

    private BorrowedConnection(Connection connection, boolean autoCommit, JdbcSource source) {
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.source = source;
    }

    /** Closes the connection if it cannot tell how it came. */
    static BorrowedConnection of(Connection connection, JdbcSource source) throws SQLException {
        try {
            return new BorrowedConnection(connection, connection.getAutoCommit(), source);
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Makes transactions see what others have committed, statement by statement. */
    void requireReadCommitted() throws SQLException {
        int present = connection.getTransactionIsolation();
        if (present != Connection.TRANSACTION_READ_COMMITTED) {
            endTransaction();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            isolation = OptionalInt.of(present);
        }
    }

    /** Ends a transaction by what costs the fewest trips. */
    void commit() throws SQLException {
        if (autoCommit && !connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        } else if (!autoCommit) {
            connection.commit();
        }
    }

    private void endTransaction() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    /** Gives it up, with whatever it holds in the database. */
    void discard() {
        source.discard(connection);
        close();
    }

    /** What fails here has failed before, or has been committed. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            if (!closing.isClosed()) {
                endTransaction();
                if (closing.getAutoCommit() != autoCommit) {
                    closing.setAutoCommit(autoCommit);
                }
                if (isolation.isPresent()) {
                    closing.setTransactionIsolation(isolation.getAsInt());
                }
            }
        } catch (SQLException e) {
            // The connection is broken, and its pool or its database ends the transaction.
        }
    }
}
