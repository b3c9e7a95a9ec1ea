package io.savehandler.jdbc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL, from 9.5 on. */
final class PostgresDialect extends SqlDialect {
    private static final int PORT = 5432;

    /** An interrupt is noticed between two waits. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    @Override
    String name() {
        return "PostgreSQL";
    }

    @Override
    List<String> urlPrefixes() {
        return List.of("jdbc:postgresql:");
    }

    @Override
    List<String> schemes() {
        return List.of("pgsql", "postgres", "postgresql");
    }

    @Override
    String jdbcUrl(UrlParts parts) {
        return "jdbc:postgresql://" + parts.hostOr("localhost") + ":" + parts.portOr(PORT) + "/" + parts.database();
    }

    @Override
    Map<String, String> timeouts(Duration connect, Duration answer) {
        return Map.of(
                "connectTimeout", seconds(connect), "loginTimeout", seconds(connect), "socketTimeout", seconds(answer));
    }

    /** Names without quotes are in small letters here. */
    @Override
    String quote(String name) {
        return '"' + name.toLowerCase(Locale.ROOT) + '"';
    }

    /** A wait for a row that is longer than an answer may take would break the connection. */
    @Override
    Optional<String> connectionSetup(Duration answer) {
        return Optional.of("set lock_timeout = " + millis(answer.multipliedBy(4).dividedBy(5)));
    }

    /** The first eight bytes of the id as a number, the least significant one first. */
    @Override
    Optional<AdvisoryLock.Words> advisoryLock() {
        return Optional.of(new AdvisoryLock.Words(
                "select pg_try_advisory_lock(:key)",
                "select cast(pg_advisory_xact_lock(:key) as text) = ''",
                true,
                "select pg_advisory_unlock(:key)",
                id -> id.substring(0, Math.min(id.length(), Long.BYTES)),
                PostgresDialect::advisoryKey));
    }

    static SqlValues advisoryKey(String name) {
        byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), Long.BYTES);
        return new SqlValues()
                .with(
                        SqlParameter.KEY,
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    @Override
    Optional<RowLock.Words> rowLock() {
        return Optional.of(
                new RowLock.Words(READ_LOCKING + " nowait", Optional.empty(), Optional.of(LOCK_ROW), 0, false, false));
    }

    @Override
    Duration waitInside(Duration atMost) {
        return atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT;
    }

    /** For the transaction only. */
    @Override
    Bound boundWait(Connection connection, Duration longest) throws SQLException {
        long unused = run(connection, "set local lock_timeout = " + millis(longest));
        return () -> {};
    }

    @Override
    List<String> createTable() {
        return List.of(
                "create table if not exists {table} ({id} varchar(256) collate \"C\" not null primary key,"
                        + " {data} bytea not null, {lifetime} bigint not null, {time} bigint not null{own_ddl})",
                "create index if not exists {index} on {table} ({lifetime})");
    }

    @Override
    List<String> createLocks() {
        return List.of("create table if not exists {locks} (lock_id varchar(256) collate \"C\" not null primary key,"
                + " lock_token varchar(64) not null, lock_until bigint not null)");
    }

    @Override
    String upsert() {
        return "insert into {table} ({id}, {data}, {lifetime}, {time}{own_names}) values (:id, :data, {end}, {now}{own_values})"
                + " on conflict ({id}) do update set {data} = excluded.{data}, {lifetime} = excluded.{lifetime},"
                + " {time} = excluded.{time}{set_own}";
    }

    /** An array is made once. A set would be made anew for each row where the table is thought to be empty. */
    @Override
    Optional<String> removeExpired() {
        return Optional.of(
                "delete from {table} where {id} = any(array(select {id} from {table} where {lifetime} < {now} and"
                        + " {lifetime} > 315576000 order by {lifetime} limit :batch for update skip locked))");
    }

    @Override
    String ownerType() {
        return "text collate \"C\"";
    }

    /** Rows of Symfony's table have 32 bits for each number. */
    @Override
    String deadline() {
        return "(case when {lifetime} <= 315576000 then cast({lifetime} as bigint) + {time} else {lifetime} end)";
    }

    @Override
    String now() {
        return "cast(floor(extract(epoch from clock_timestamp())) as bigint)";
    }

    @Override
    String millis() {
        return "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    }

    @Override
    SqlProblem problem(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "42P01", "42703", "3F000" -> SqlProblem.TABLE_MISSING;
            case "42501", "3D000" -> SqlProblem.REFUSED;
            case "53100", "53200", "54000" -> SqlProblem.FULL;
            case "53300", "57P01", "57P02", "57P03" -> SqlProblem.UNREACHABLE;
            case "55P03" -> SqlProblem.BUSY;
            default -> super.problem(e);
        };
    }
}
