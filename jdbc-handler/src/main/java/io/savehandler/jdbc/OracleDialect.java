package io.savehandler.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Oracle Database, from 23 on, as its documentation says. Untested: no such server takes part in the tests. It takes empty
 * data for no data, so a session without data is not kept.
 */
final class OracleDialect extends SqlDialect {

    @Override
    String name() {
        return "Oracle (untested)";
    }

    @Override
    List<String> urlPrefixes() {
        return List.of("jdbc:oracle:");
    }

    @Override
    String jdbcUrl(UrlParts parts) {
        return "jdbc:oracle:thin:@" + parts.host() + "/" + parts.database();
    }

    @Override
    Map<String, String> timeouts(Duration connect, Duration answer) {
        return Map.of("oracle.net.CONNECT_TIMEOUT", millis(connect), "oracle.jdbc.ReadTimeout", millis(answer));
    }

    /** Names without quotes are in capitals here. */
    @Override
    String quote(String name) {
        return '"' + name.toUpperCase(Locale.ROOT) + '"';
    }

    @Override
    List<String> createTable() {
        return List.of(
                "create table if not exists {table} ({id} varchar2(256) not null primary key, {data} blob not null,"
                        + " {lifetime} number(19) not null, {time} number(19) not null{own_ddl})",
                "create index if not exists {index} on {table} ({lifetime})");
    }

    @Override
    List<String> createLocks() {
        return List.of("create table if not exists {locks} (lock_id varchar2(256) not null primary key, lock_token"
                + " varchar2(64) not null, lock_until number(19) not null)");
    }

    @Override
    String ownerType() {
        return "varchar2(1024)";
    }

    @Override
    String firstOf(String select) {
        return select + " fetch first :batch rows only";
    }

    @Override
    String upsert() {
        return "merge into {table} t using (select :id as id, {end} as ends, {now} as at from dual) s on (t.{id} = s.id)"
                + " when matched then update set {data} = :data, {lifetime} = s.ends, {time} = s.at{set_own} when not matched"
                + " then insert ({id}, {data}, {lifetime}, {time}{own_names}) values (s.id, :data, s.ends, s.at{own_values})";
    }

    @Override
    Optional<String> removeExpired() {
        return Optional.of(
                "delete from {table} where {lifetime} < {now} and {lifetime} > 315576000 and rownum <= :batch");
    }

    @Override
    String isUnchanged() {
        return "dbms_lob.compare({data}, :before) = 0";
    }

    @Override
    String now() {
        return "floor((cast(sys_extract_utc(systimestamp) as date) - date '1970-01-01') * 86400)";
    }

    @Override
    String millis() {
        return "((cast(sys_extract_utc(systimestamp) as date) - date '1970-01-01') * 86400000)";
    }

    @Override
    SqlProblem problem(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1 -> SqlProblem.DUPLICATE;
            case 942, 904 -> SqlProblem.TABLE_MISSING;
            case 1017, 1031 -> SqlProblem.REFUSED;
            case 60, 54, 30006 -> SqlProblem.BUSY;
            case 1653, 1654, 1691 -> SqlProblem.FULL;
            case 12899, 1461 -> SqlProblem.TOO_LONG;
            case 16000 -> SqlProblem.READ_ONLY;
            default -> super.problem(e);
        };
    }
}
