package io.savehandler.jdbc;

import java.util.function.Predicate;

/** Where one request's statements find a connection. */
interface ConnectionLender {

    /** Asks something. */
    <T> T read(String operation, JdbcWork<T> work);

    /** Changes something in one statement, which is sent at most once. */
    <T> T change(String operation, JdbcWork<T> work);

    /**
     * Changes something in several statements, all or none of which count.
     *
     * @param succeeded whether all of them shall count
     */
    <T> T inTransaction(String operation, JdbcWork<T> work, Predicate<T> succeeded);
}
