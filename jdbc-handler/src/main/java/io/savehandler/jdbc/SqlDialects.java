package io.savehandler.jdbc;

import java.util.List;
import java.util.Optional;

/** The databases that are known. */
final class SqlDialects {
    private static final List<SqlDialect> ALL = List.of(
            new PostgresDialect(),
            new MySqlDialect(),
            new SqliteDialect(),
            new H2Dialect(),
            new SqlServerDialect(),
            new OracleDialect());

    private SqlDialects() {}

    /** All of them, those that are tested first. */
    static List<SqlDialect> all() {
        return ALL;
    }

    /** The one that a JDBC URL is of, if it is known. */
    static Optional<SqlDialect> of(String jdbcUrl) {
        return ALL.stream()
                .filter(dialect -> dialect.urlPrefixes().stream().anyMatch(jdbcUrl::startsWith))
                .findFirst();
    }

    /** The one that Symfony knows by the scheme of a URL, for example {@code pgsql}. */
    static Optional<SqlDialect> ofScheme(String scheme) {
        return ALL.stream()
                .filter(dialect -> dialect.schemes().contains(scheme))
                .findFirst();
    }
}
