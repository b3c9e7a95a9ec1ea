package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plain connection to a database, by which tests come in behind the handler's back. Not thread-safe. */
final class SqlDoor implements AutoCloseable {
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private @Nullable Connection connection;

    SqlDoor(String url, @Nullable String user, @Nullable String password) {
        this.url = url;
        this.user = user;
        this.password = password;
        number("select 1");
    }

    String url() {
        return url;
    }

    int update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row, if there is one. */
    Optional<byte[]> bytes(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row. */
    long number(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Whether what failed was that somebody else has locked something. */
    boolean isBusy(IllegalStateException e) {
        return e.getCause() instanceof SQLException cause
                && SqlDialects.of(url).orElseThrow().problem(cause) == SqlProblem.BUSY;
    }

    boolean hasTable(String table) {
        try (ResultSet tables = connection().getMetaData().getTables(null, null, table, null);
                ResultSet inCapitals =
                        connection().getMetaData().getTables(null, null, table.toUpperCase(Locale.ROOT), null)) {
            return tables.next() || inCapitals.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the database says it would do to answer a statement of the handler's. */
    String plan(String explain, SqlText text, SqlValues values) {
        try {
            return text.behind(explain).query(connection(), values, SqlDoor::allColumns);
        } catch (SQLException e) {
            throw new IllegalStateException(text.sql(), e);
        }
    }

    private static String allColumns(ResultSet rows) throws SQLException {
        StringBuilder all = new StringBuilder();
        while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                all.append(rows.getString(i)).append(' ');
            }
        }
        return all.toString();
    }

    /** All columns of all rows. */
    List<String> texts(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    texts.add(String.valueOf(rows.getString(i)));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection().prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, String.valueOf(values[i]));
            }
        }
        return statement;
    }

    private Connection connection() throws SQLException {
        Connection present = connection;
        if (present == null) {
            present = user == null
                    ? DriverManager.getConnection(url)
                    : DriverManager.getConnection(url, user, Objects.requireNonNull(password));
            connection = present;
        }
        return present;
    }

    /** Connects anew at the next use. */
    @Override
    public void close() {
        Connection last = connection;
        connection = null;
        if (last != null) {
            try {
                last.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
