package io.savehandler.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What one call gives its statement. Not thread-safe; tells nothing of what it holds. */
final class SqlValues {
    private final Map<SqlParameter, Object> values = new EnumMap<>(SqlParameter.class);

    static SqlValues ofId(String id) {
        return new SqlValues().with(SqlParameter.ID, id);
    }

    SqlValues with(SqlParameter parameter, String value) {
        values.put(parameter, value);
        return this;
    }

    SqlValues with(SqlParameter parameter, byte[] value) {
        values.put(parameter, value);
        return this;
    }

    SqlValues with(SqlParameter parameter, long value) {
        values.put(parameter, value);
        return this;
    }

    /** Asked only by a statement that wants to know. */
    SqlValues with(SqlParameter parameter, Supplier<Optional<String>> value) {
        values.put(parameter, value);
        return this;
    }

    /** @param index from 1, as JDBC counts */
    void bind(PreparedStatement statement, int index, SqlParameter parameter) throws SQLException {
        Object value = Objects.requireNonNull(values.get(parameter), parameter::name);
        if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Supplier<?> asked) {
            bind(statement, index, (Optional<?>) asked.get());
        } else {
            statement.setString(index, (String) value);
        }
    }

    private static void bind(PreparedStatement statement, int index, Optional<?> text) throws SQLException {
        if (text.isPresent()) {
            statement.setString(index, (String) text.get());
        } else {
            statement.setNull(index, Types.VARCHAR);
        }
    }
}
