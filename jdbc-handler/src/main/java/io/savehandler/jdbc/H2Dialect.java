package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** H2, from 2.0 on. */
final class H2Dialect extends SqlDialect {

    @Override
    String name() {
        return "H2";
    }

    @Override
    List<String> urlPrefixes() {
        return List.of("jdbc:h2:");
    }

    @Override
    String jdbcUrl(UrlParts parts) {
        return "jdbc:h2:" + parts.database();
    }

    /** How long a writer waits for a row. */
    @Override
    Map<String, String> timeouts(Duration connect, Duration answer) {
        return Map.of("LOCK_TIMEOUT", millis(answer));
    }

    @Override
    boolean isDurable(String jdbcUrl) {
        return !jdbcUrl.startsWith("jdbc:h2:mem:");
    }

    /** Names without quotes are in capitals here. */
    @Override
    String quote(String name) {
        return '"' + name.toUpperCase(Locale.ROOT) + '"';
    }

    /** From 2.2 on. A wait inside the database cannot be interrupted, and is no better here than looking again. */
    @Override
    Optional<RowLock.Words> rowLock() {
        return Optional.of(
                new RowLock.Words(READ_LOCKING + " nowait", Optional.empty(), Optional.empty(), 0, false, false));
    }

    @Override
    Bound boundWait(Connection connection, Duration longest) throws SQLException {
        long before = run(connection, "call lock_timeout()");
        long unused = run(connection, "set lock_timeout " + longest.toMillis());
        return () -> {
            long unusedToo = run(connection, "set lock_timeout " + before);
        };
    }

    @Override
    String emptyData() {
        return "x''";
    }

    @Override
    List<String> createTable() {
        return List.of(
                "create table if not exists {table} ({id} varchar(256) not null primary key, {data} blob not null,"
                        + " {lifetime} bigint not null, {time} bigint not null{own_ddl})",
                "create index if not exists {index} on {table} ({lifetime})");
    }

    @Override
    List<String> createLocks() {
        return List.of("create table if not exists {locks} (lock_id varchar(256) not null primary key, lock_token"
                + " varchar(64) not null, lock_until bigint not null)");
    }

    @Override
    String upsert() {
        return "merge into {table} ({id}, {data}, {lifetime}, {time}{own_names}) key ({id}) values (:id, :data, {end},"
                + " {now}{own_values})";
    }

    @Override
    String now() {
        return "cast(floor(extract(epoch from current_timestamp)) as bigint)";
    }

    @Override
    String millis() {
        return "cast(extract(epoch from current_timestamp) * 1000 as bigint)";
    }

    @Override
    SqlProblem problem(SQLException e) {
        return switch (e.getErrorCode()) {
            case 50200, 40001, 90131 -> SqlProblem.BUSY;
            case 42102, 42103, 42104, 42122 -> SqlProblem.TABLE_MISSING;
            case 90020, 90030, 90031, 90067, 90098, 90121 -> SqlProblem.UNREACHABLE;
            case 42000, 42001 -> SqlProblem.UNKNOWN_SYNTAX;
            case 90097 -> SqlProblem.READ_ONLY;
            default -> super.problem(e);
        };
    }
}
