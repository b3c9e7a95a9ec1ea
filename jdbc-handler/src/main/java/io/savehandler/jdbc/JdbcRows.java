package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The table's rows by one connection, for one request. A token, where one is given, guards a change by that lease. */
final class JdbcRows {
    private final Connection connection;
    private final SqlStatements statements;
    private final JdbcDatabase database;
    private final JdbcTimes times;

    JdbcRows(Connection connection, JdbcDatabase database, JdbcTimes times) {
        this.connection = connection;
        this.statements = database.statements();
        this.database = database;
        this.times = times;
    }

    JdbcSighting look(String id) throws SQLException {
        return statements.read.query(
                connection,
                times.valuesOf(id),
                rows -> rows.next() ? sighting(rows, times, id) : JdbcSighting.nothing(id, times.present()));
    }

    /** What a row of data, deadline and time tells. */
    static JdbcSighting sighting(ResultSet rows, JdbcTimes times, String id) throws SQLException {
        byte @Nullable [] data = rows.getBytes(1);
        return JdbcSighting.row(id, data == null ? new byte[0] : data, rows.getLong(2), times.seenAt(rows.getLong(3)));
    }

    /** Stores a session, whatever is there. */
    void put(String id, byte[] data) throws SQLException {
        SqlValues values = times.valuesOf(id).with(SqlParameter.DATA, data);
        try {
            statements.put.update(connection, values);
        } catch (SQLException e) {
            // Another request's row came between the halves of an upsert that is not one step: nothing is done yet.
            if (problem(e) != SqlProblem.DUPLICATE || !connection.getAutoCommit()) {
                throw e;
            }
            statements.put.update(connection, values);
        }
    }

    /** Stores a new session unless there is a row, in which case a transaction is over on some databases. */
    JdbcVerdict insert(String id, byte[] data, @Nullable String token) throws SQLException {
        SqlValues values = guarded(id, token).with(SqlParameter.DATA, data);
        SqlText text = token == null ? statements.insert : statements.insertUnderLease;
        try {
            return text.update(connection, values) == 0 ? JdbcVerdict.LOST : JdbcVerdict.DONE;
        } catch (SQLException e) {
            if (problem(e) == SqlProblem.DUPLICATE) {
                return JdbcVerdict.CHANGED;
            }
            throw e;
        }
    }

    /** Stores other data in a row that is there. */
    boolean replace(String id, byte[] data, @Nullable String token) throws SQLException {
        SqlText text = token == null ? statements.replace : statements.replaceUnderLease;
        return text.update(connection, guarded(id, token).with(SqlParameter.DATA, data)) > 0;
    }

    /** Stores other data in a row whose time is over. */
    boolean replaceExpired(String id, byte[] data, @Nullable String token) throws SQLException {
        SqlText text = token == null ? statements.replaceExpired : statements.replaceExpiredUnderLease;
        return text.update(connection, guarded(id, token).with(SqlParameter.DATA, data)) > 0;
    }

    /** Stores other data in a row that holds what was seen. */
    boolean compareAndReplace(String id, byte[] data, JdbcSighting seen, @Nullable String token) throws SQLException {
        SqlText text = token == null ? statements.compareAndReplace : statements.compareAndReplaceUnderLease;
        SqlValues values = guarded(id, token).with(SqlParameter.DATA, data).with(SqlParameter.BEFORE, seen.data());
        return text.update(connection, values) > 0;
    }

    /** Removes a row that holds what was seen. */
    boolean compareAndDelete(String id, JdbcSighting seen, @Nullable String token) throws SQLException {
        SqlText text = token == null ? statements.compareAndDelete : statements.compareAndDeleteUnderLease;
        return text.update(connection, guarded(id, token).with(SqlParameter.BEFORE, seen.data())) > 0;
    }

    boolean delete(String id) throws SQLException {
        return statements.delete.update(connection, times.valuesOf(id)) > 0;
    }

    /** Lets a session end later; not one that is missing, nor one that ends later still. */
    boolean touch(String id) throws SQLException {
        return statements.touch.update(connection, times.valuesOf(id)) > 0;
    }

    /** Refuses what a column would cut. */
    void requireFitting(String operation, String id, byte[] data) throws SQLException {
        database.limits().require(connection, operation, id, data);
    }

    private SqlProblem problem(SQLException e) {
        return database.connections().failures().problem(e);
    }

    private SqlValues guarded(String id, @Nullable String token) {
        SqlValues values = times.valuesOf(id);
        return token == null ? values : values.with(SqlParameter.TOKEN, token);
    }
}
