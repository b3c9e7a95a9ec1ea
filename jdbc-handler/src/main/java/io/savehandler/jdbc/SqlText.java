package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement, ready to be prepared. Immutable and thread-safe. */
final class SqlText {
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private final String sql;
    private final List<SqlParameter> parameters;
    private final int longestSeconds;

    private SqlText(String sql, List<SqlParameter> parameters, int longestSeconds) {
        this.sql = sql;
        this.parameters = parameters;
        this.longestSeconds = longestSeconds;
    }

    /** @param named a statement whose parameters are written {@code :id}, {@code :data} and so on */
    static SqlText of(String named) {
        List<SqlParameter> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(named);
        StringBuilder sql = new StringBuilder();
        while (matcher.find()) {
            parameters.add(SqlParameter.named(matcher.group(1)));
            matcher.appendReplacement(sql, "?");
        }
        return new SqlText(matcher.appendTail(sql).toString(), List.copyOf(parameters), 0);
    }

    /** The same, given up when it has taken so long; 0 if something else bounds it. */
    SqlText within(int seconds) {
        return new SqlText(sql, parameters, seconds);
    }

    /** The same with something before it, such as what makes a database explain it. */
    SqlText behind(String words) {
        return new SqlText(words + sql, parameters, longestSeconds);
    }

    /** The statement, with question marks. */
    String sql() {
        return sql;
    }

    /** How many rows it has changed. */
    int update(Connection connection, SqlValues values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, values)) {
            return statement.executeUpdate();
        }
    }

    /** For several at once, as many as there are parameters: each is another one's. The last one fills up what is left. */
    void updateTogether(Connection connection, List<SqlValues> each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int start = 0; start < each.size(); start += parameters.size()) {
                for (int i = 0; i < parameters.size(); i++) {
                    SqlValues values = each.get(Math.min(start + i, each.size() - 1));
                    values.bind(statement, i + 1, parameters.get(i));
                }
                int unused = statement.executeUpdate();
            }
        }
    }

    /** Has its rows read. */
    <T> T query(Connection connection, SqlValues values, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepare(connection, values);
                ResultSet rows = statement.executeQuery()) {
            return reader.read(rows);
        }
    }

    private PreparedStatement prepare(Connection connection, SqlValues values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (longestSeconds > 0) {
                statement.setQueryTimeout(longestSeconds);
            }
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, SqlValues values) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            values.bind(statement, i + 1, parameters.get(i));
        }
    }

    @Override
    public String toString() {
        return sql;
    }

    /** Makes something of the rows of an answer. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
