package io.savehandler.benchmarks.handlers;

/** PostgreSQL, beside plain JDBC. */
public class JdbcJmh extends StoreJmh {
    /** For JMH. */
    public JdbcJmh() {
        super(new DatabaseContest());
    }
}
