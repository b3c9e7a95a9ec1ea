package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQLite, from 3.24 on, by Xerial's driver. */
final class SqliteDialect extends SqlDialect {

    @Override
    String name() {
        return "SQLite";
    }

    @Override
    List<String> urlPrefixes() {
        return List.of("jdbc:sqlite:");
    }

    @Override
    List<String> schemes() {
        return List.of("sqlite", "sqlite3");
    }

    /** What follows the first slash behind the host: a relative path, or with one more slash an absolute one. */
    @Override
    String jdbcUrl(UrlParts parts) {
        return "jdbc:sqlite:" + parts.database();
    }

    /** How long a writer waits for another one. */
    @Override
    Map<String, String> timeouts(Duration connect, Duration answer) {
        return Map.of("busy_timeout", millis(answer));
    }

    @Override
    boolean isDurable(String jdbcUrl) {
        String file = jdbcUrl.substring("jdbc:sqlite:".length());
        return !file.isEmpty() && !file.contains(":memory:") && !file.contains("mode=memory");
    }

    /** It knows but one isolation, which is stricter. */
    @Override
    boolean knowsReadCommitted() {
        return false;
    }

    /** There are no rows to lock: a statement that could change something locks the whole database. */
    @Override
    Optional<RowLock.Words> rowLock() {
        return Optional.of(new RowLock.Words(
                "delete from {table} where {id} = :id and 1 = 0", Optional.empty(), Optional.empty(), 0, true, true));
    }

    @Override
    Bound boundWait(Connection connection, Duration longest) throws SQLException {
        long before = run(connection, "pragma busy_timeout");
        long unused = run(connection, "pragma busy_timeout = " + longest.toMillis());
        return () -> {
            long unusedToo = run(connection, "pragma busy_timeout = " + before);
        };
    }

    @Override
    List<String> createTable() {
        return List.of(
                "create table if not exists {table} ({id} text not null primary key, {data} blob not null, {lifetime}"
                        + " integer not null, {time} integer not null{own_ddl})",
                "create index if not exists {index} on {table} ({lifetime})");
    }

    @Override
    List<String> createLocks() {
        return List.of(
                "create table if not exists {locks} (lock_id text not null primary key, lock_token text not null,"
                        + " lock_until integer not null)");
    }

    @Override
    String upsert() {
        return "insert into {table} ({id}, {data}, {lifetime}, {time}{own_names}) values (:id, :data, {end}, {now}{own_values})"
                + " on conflict ({id}) do update set {data} = excluded.{data}, {lifetime} = excluded.{lifetime},"
                + " {time} = excluded.{time}{set_own}";
    }

    @Override
    Optional<String> removeExpired() {
        return Optional.of(
                "delete from {table} where {id} in (select {id} from {table} where {lifetime} < {now} and {lifetime} >"
                        + " 315576000 order by {lifetime} limit :batch)");
    }

    @Override
    String ownerType() {
        return "text";
    }

    /** Whoever stored text stored these bytes. */
    @Override
    String isUnchanged() {
        return "cast({data} as blob) = :before";
    }

    @Override
    String now() {
        return "cast(strftime('%s', 'now') as integer)";
    }

    @Override
    String millis() {
        return "cast(round((julianday('now') - 2440587.5) * 86400000.0) as integer)";
    }

    /** The low byte of the code is the kind. */
    @Override
    SqlProblem problem(SQLException e) {
        return switch (e.getErrorCode() & 0xff) {
            case 5, 6 -> SqlProblem.BUSY;
            case 8 -> SqlProblem.READ_ONLY;
            case 13 -> SqlProblem.FULL;
            case 14 -> SqlProblem.UNREACHABLE;
            case 18 -> SqlProblem.TOO_LONG;
            case 19 -> SqlProblem.DUPLICATE;
            case 1 -> isAboutNames(e) ? SqlProblem.TABLE_MISSING : SqlProblem.OTHER;
            default -> super.problem(e);
        };
    }

    /** SQLite has no code of its own for it. */
    private static boolean isAboutNames(SQLException e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("no such table") || text.contains("no such column") || text.contains("has no column");
    }
}
