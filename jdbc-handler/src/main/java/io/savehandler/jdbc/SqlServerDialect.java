package io.savehandler.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL Server, from 2008 on, as its documentation says. Untested: no such server takes part in the tests. */
final class SqlServerDialect extends SqlDialect {
    private static final int PORT = 1433;

    @Override
    String name() {
        return "SQL Server (untested)";
    }

    @Override
    List<String> urlPrefixes() {
        return List.of("jdbc:sqlserver:");
    }

    @Override
    List<String> schemes() {
        return List.of("sqlsrv", "mssql");
    }

    @Override
    String jdbcUrl(UrlParts parts) {
        return "jdbc:sqlserver://" + parts.hostOr("localhost") + ":" + parts.portOr(PORT) + ";databaseName="
                + parts.database();
    }

    @Override
    Map<String, String> timeouts(Duration connect, Duration answer) {
        return Map.of("loginTimeout", seconds(connect), "socketTimeout", millis(answer));
    }

    @Override
    String quote(String name) {
        return '[' + name + ']';
    }

    @Override
    List<String> createTable() {
        return List.of("if object_id(N'{table}') is null begin create table {table} ({id} varchar(256) collate"
                + " Latin1_General_BIN2 not null primary key, {data} varbinary(max) not null, {lifetime} bigint not null,"
                + " {time} bigint not null{own_ddl}); create index {index} on {table} ({lifetime}) end");
    }

    @Override
    List<String> createLocks() {
        return List.of("if object_id(N'{locks}') is null create table {locks} (lock_id varchar(256) collate"
                + " Latin1_General_BIN2 not null primary key, lock_token varchar(64) not null, lock_until bigint not"
                + " null)");
    }

    @Override
    String ownerType() {
        return "nvarchar(400) collate Latin1_General_BIN2 null, index {owner_index} ({owner})";
    }

    @Override
    Optional<String> createOwnerIndex() {
        return Optional.empty();
    }

    @Override
    String firstOf(String select) {
        return select.replaceFirst("select", "select top (:batch)");
    }

    @Override
    String upsert() {
        return "merge into {table} with (holdlock) as t using (select :id as id, :data as data, {end} as ends, {now} as"
                + " at) as s on t.{id} = s.id when matched then update set {data} = s.data, {lifetime} = s.ends, {time} ="
                + " s.at{set_own} when not matched then insert ({id}, {data}, {lifetime}, {time}{own_names}) values"
                + " (s.id, s.data, s.ends, s.at{own_values});";
    }

    @Override
    Optional<String> removeExpired() {
        return Optional.of(
                "delete top (:batch) from {table} with (readpast) where {lifetime} < {now} and {lifetime} > 315576000");
    }

    @Override
    String deadline() {
        return "(case when {lifetime} <= 315576000 then cast({lifetime} as bigint) + {time} else {lifetime} end)";
    }

    @Override
    String now() {
        return "datediff_big(second, '1970-01-01', sysutcdatetime())";
    }

    @Override
    String millis() {
        return "datediff_big(millisecond, '1970-01-01', sysutcdatetime())";
    }

    @Override
    SqlProblem problem(SQLException e) {
        return switch (e.getErrorCode()) {
            case 207, 208 -> SqlProblem.TABLE_MISSING;
            case 229, 18456, 4060 -> SqlProblem.REFUSED;
            case 1105, 9002 -> SqlProblem.FULL;
            case 1205, 1222 -> SqlProblem.BUSY;
            case 2601, 2627 -> SqlProblem.DUPLICATE;
            case 2628, 8152 -> SqlProblem.TOO_LONG;
            case 3906 -> SqlProblem.READ_ONLY;
            default -> super.problem(e);
        };
    }
}
