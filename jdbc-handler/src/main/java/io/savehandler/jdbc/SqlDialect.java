package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one database says what this handler wants. In templates, {@code {table}}, {@code {locks}}, {@code {id}}, {@code
 * {data}}, {@code {lifetime}} and {@code {time}} stand for the quoted names, {@code {now}} and {@code {end}} for the time by
 * the chosen clock, {@code {millis}} for the database's own in milliseconds. Immutable and thread-safe.
 */
abstract sealed class SqlDialect
        permits PostgresDialect, MySqlDialect, SqliteDialect, H2Dialect, SqlServerDialect, OracleDialect {

    /** The database's name, for people. */
    abstract String name();

    /** How its JDBC URLs begin; the first one is used where several drivers would do and none is there. */
    abstract List<String> urlPrefixes();

    /** The schemes by which Symfony knows it. */
    List<String> schemes() {
        return List.of();
    }

    /** A JDBC URL for the parts of a URL as Symfony reads them. */
    abstract String jdbcUrl(UrlParts parts);

    /** What makes connecting and every answer fail rather than take longer. */
    abstract Map<String, String> timeouts(Duration connect, Duration answer);

    /** Whether what is stored at a URL outlives the process that stores it. */
    boolean isDurable(String jdbcUrl) {
        return true;
    }

    /** Whether the isolation of a new connection is to be READ COMMITTED. */
    boolean knowsReadCommitted() {
        return true;
    }

    /** Run on every new connection of our own. */
    Optional<String> connectionSetup(Duration answer) {
        return Optional.empty();
    }

    /** How advisory locks are taken as Symfony takes them, where it does. */
    Optional<AdvisoryLock.Words> advisoryLock() {
        return Optional.empty();
    }

    /** How rows are locked. */
    Optional<RowLock.Words> rowLock() {
        return Optional.empty();
    }

    /** Locks the row of {@code :id} and reads it. */
    static final String READ_LOCKING = "select {data}, {deadline}, {seen} from {table} where {id} = :id for update";

    /** Locks the row of {@code :id}. */
    static final String LOCK_ROW = "select 1 from {table} where {id} = :id for update";

    /** How long to wait for a lock inside the database if there is so much time; zero where that has no use. */
    Duration waitInside(Duration atMost) {
        return Duration.ZERO;
    }

    /**
     * Has statements give up that have waited so long for others' locks, until the bound is closed or, at the latest, the
     * transaction ends.
     */
    Bound boundWait(Connection connection, Duration longest) throws SQLException {
        return () -> {};
    }

    /** Runs a statement that answers one number, or none. */
    static long run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** Data of a session that is none yet. */
    String emptyData() {
        return "''";
    }

    /** The name as a database takes it that is written without quotes, as Symfony writes it; but reserved words will do. */
    String quote(String name) {
        return '"' + name + '"';
    }

    /** Makes the table and its index where they are missing. */
    abstract List<String> createTable();

    /** Makes the table of leases where it is missing. */
    abstract List<String> createLocks();

    /** The type of the column that tells whose a session is: any text, each letter as it is; with an index if it can. */
    String ownerType() {
        return "varchar(1024)";
    }

    /** The type of the column that tells where a session was last written from. */
    String addressType() {
        return "varchar(255)";
    }

    /** Makes the index on owners where it is missing, unless the table has come with it. */
    Optional<String> createOwnerIndex() {
        return Optional.of("create index if not exists {owner_index} on {table} ({owner})");
    }

    /** The first {@code :batch} rows of an answer. */
    String firstOf(String select) {
        return select + " limit :batch";
    }

    /** Stores a row, whether there is one or not. */
    abstract String upsert();

    /**
     * Removes some of the sessions that have ended, by the index, and passes over rows that others have locked; where one
     * statement can do all that.
     */
    Optional<String> removeExpired() {
        return Optional.empty();
    }

    /** Removes the sessions of {@code {ids}}, whose rows are locked already, and looks at no other row. */
    String removeTogether() {
        return "delete from {table} where {id} in ({ids})";
    }

    /**
     * Whether a statement that finds rows by an index locks the index's entries before the rows. One that has locked a row
     * and then changes its entries waits for them, and so each for the other.
     */
    boolean locksIndexEntries() {
        return false;
    }

    /** The present in whole seconds since 1970, by the database's clock. */
    abstract String now();

    /** The present in milliseconds since 1970, by the database's clock. */
    abstract String millis();

    /** Whether the stored data is what it was. */
    String isUnchanged() {
        return "{data} = :before";
    }

    /** When a session ends. Symfony up to 4.3 stored how long it lives, which is never more than ten years. */
    String deadline() {
        return "(case when {lifetime} <= 315576000 then {lifetime} + {time} else {lifetime} end)";
    }

    /** How many bytes the columns of id and data take, in this order, where longer values are cut rather than refused. */
    Optional<String> columnLimits() {
        return Optional.empty();
    }

    /** What an error of the driver means; by the standard's SQLSTATE, where a database knows no better. */
    SqlProblem problem(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("08")
                || e instanceof SQLRecoverableException
                || e instanceof SQLTransientConnectionException) {
            return SqlProblem.UNREACHABLE;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "28" -> SqlProblem.REFUSED;
            case "23" -> SqlProblem.DUPLICATE;
            case "40" -> SqlProblem.BUSY;
            case "22" -> state.equals("22001") ? SqlProblem.TOO_LONG : SqlProblem.OTHER;
            case "42" -> state.startsWith("42S") ? SqlProblem.TABLE_MISSING : SqlProblem.OTHER;
            case "25" -> state.equals("25006") ? SqlProblem.READ_ONLY : SqlProblem.OTHER;
            default -> SqlProblem.OTHER;
        };
    }

    /** A bound on waits that is in force. */
    @FunctionalInterface
    interface Bound extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    static String millis(Duration duration) {
        return String.valueOf(Math.max(1, duration.toMillis()));
    }
}
