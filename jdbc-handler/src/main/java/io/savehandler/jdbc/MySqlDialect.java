package io.savehandler.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MariaDB and MySQL, by the driver of either. Tested with MariaDB. */
final class MySqlDialect extends SqlDialect {
    private static final int PORT = 3306;
    private static final int LONGEST_LOCK_NAME = 64;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Override
    String name() {
        return "MySQL or MariaDB";
    }

    @Override
    List<String> urlPrefixes() {
        return List.of("jdbc:mariadb:", "jdbc:mysql:");
    }

    @Override
    List<String> schemes() {
        return List.of("mysql", "mysql2", "mariadb");
    }

    /** {@code charset} has no meaning here: ids are ASCII, and data is bytes. */
    @Override
    String jdbcUrl(UrlParts parts) {
        String place = "//" + parts.hostOr("localhost") + ":" + parts.portOr(PORT) + "/" + parts.database();
        String socket = parts.query().getOrDefault("unix_socket", "");
        String parameters = socket.isEmpty() ? "" : "?localSocket=" + socket;
        return urlPrefixes().stream()
                .map(prefix -> prefix + place + parameters)
                .filter(MySqlDialect::hasDriver)
                .findFirst()
                .orElse(urlPrefixes().get(0) + place + parameters);
    }

    private static boolean hasDriver(String url) {
        return DriverManager.drivers().anyMatch(driver -> accepts(driver, url));
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    Map<String, String> timeouts(Duration connect, Duration answer) {
        return Map.of("connectTimeout", millis(connect), "socketTimeout", millis(answer));
    }

    /**
     * Without the mode, a value that is too long is cut to fit; a wait for a row that is longer than an answer may take would
     * break the connection.
     */
    @Override
    Optional<String> connectionSetup(Duration answer) {
        return Optional.of(
                "set session sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES'), innodb_lock_wait_timeout = "
                        + Math.max(1, answer.toSeconds() - 1));
    }

    /** Names are at most 64 characters long, and hold for the whole server. */
    @Override
    Optional<AdvisoryLock.Words> advisoryLock() {
        return Optional.of(new AdvisoryLock.Words(
                "select get_lock(:key, 0)",
                "select get_lock(:key, :patience div 1000)",
                false,
                "select release_lock(:key)",
                id -> id.substring(0, Math.min(id.length(), LONGEST_LOCK_NAME)),
                name -> new SqlValues().with(SqlParameter.KEY, name)));
    }

    /** Only MariaDB knows how to begin and lock in one statement, in which it takes no {@code nowait}. */
    @Override
    Optional<RowLock.Words> rowLock() {
        Optional<String> beginAndTry = Optional.of("begin not atomic set autocommit = 0; set statement"
                + " innodb_lock_wait_timeout = 0 for " + READ_LOCKING + "; end");
        return Optional.of(
                new RowLock.Words(READ_LOCKING + " nowait", beginAndTry, Optional.of(LOCK_ROW), 1, true, false));
    }

    /** The server counts whole seconds. */
    @Override
    Duration waitInside(Duration atMost) {
        return atMost.compareTo(A_SECOND) < 0 ? Duration.ZERO : A_SECOND;
    }

    @Override
    String quote(String name) {
        return '`' + name + '`';
    }

    @Override
    List<String> createTable() {
        return List.of(
                "create table if not exists {table} ({id} varbinary(256) not null primary key, {data} longblob not"
                        + " null, {lifetime} bigint not null, {time} bigint not null{own_ddl}, index {index} ({lifetime})) engine ="
                        + " InnoDB");
    }

    @Override
    List<String> createLocks() {
        return List.of("create table if not exists {locks} (lock_id varbinary(256) not null primary key, lock_token"
                + " varbinary(64) not null, lock_until bigint not null) engine = InnoDB");
    }

    /** Compared byte by byte. Made with its index: not every such server passes over an index that is there. */
    @Override
    String ownerType() {
        return "varbinary(1024) null, index {owner_index} ({owner})";
    }

    @Override
    Optional<String> createOwnerIndex() {
        return Optional.empty();
    }

    @Override
    String upsert() {
        return "insert into {table} ({id}, {data}, {lifetime}, {time}{own_names}) values (:id, :data, {end},"
                + " {now}{own_values}) on duplicate"
                + " key update {data} = values({data}), {lifetime} = values({lifetime}), {time} = values({time}){set_own}";
    }

    /** A small table would be read from end to end otherwise, and rows waited for that others have locked. */
    @Override
    String removeTogether() {
        return "delete {table} from {table} force index (primary) where {id} in ({ids})";
    }

    @Override
    boolean locksIndexEntries() {
        return true;
    }

    @Override
    String now() {
        return "unix_timestamp()";
    }

    @Override
    String millis() {
        return "(timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000)";
    }

    @Override
    Optional<String> columnLimits() {
        return Optional.of("select (select character_octet_length from information_schema.columns where table_schema ="
                + " {schema_text} and table_name = {table_text} and column_name = {id_text}), (select"
                + " character_octet_length from information_schema.columns where table_schema = {schema_text} and"
                + " table_name = {table_text} and column_name = {data_text})");
    }

    /**
     * 1290 and 1836: read only; 1021 and 1114: disk or table full; 1153: longer than max_allowed_packet; 1969 and 3024: the
     * statement was given so much time; 1064 and 1295: unknown words; 1176: no such key.
     */
    @Override
    SqlProblem problem(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1290, 1836, 1792 -> SqlProblem.READ_ONLY;
            case 1021, 1114 -> SqlProblem.FULL;
            case 1153, 1406 -> SqlProblem.TOO_LONG;
            case 1146, 1054 -> SqlProblem.TABLE_MISSING;
            case 1044, 1045, 1049, 1142, 1143 -> SqlProblem.REFUSED;
            case 1205, 1213, 1969, 3024, 3572 -> SqlProblem.BUSY;
            case 1040, 1053, 1203 -> SqlProblem.UNREACHABLE;
            case 1064, 1176, 1295 -> SqlProblem.UNKNOWN_SYNTAX;
            case 1062 -> SqlProblem.DUPLICATE;
            default -> super.problem(e);
        };
    }
}
