package io.savehandler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Some work on a connection. */
@FunctionalInterface
interface JdbcWork<T> {
    T on(Connection connection) throws SQLException;
}
