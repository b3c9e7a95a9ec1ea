package io.savehandler.jdbc;

import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** All of the kit's rules on a real SQLite, under the lock of the whole database. */
@Tag("once")
class SqliteRowContractTest implements EveryJdbcContract, LockingContract {
    private final TestDatabase database = TestDatabase.sqlite();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new JdbcFixture(database, ROWS);
    }
}
