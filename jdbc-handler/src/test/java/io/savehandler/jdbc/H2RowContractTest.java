package io.savehandler.jdbc;

import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** All of the kit's rules on a real H2, under row locks. */
@Tag("once")
class H2RowContractTest implements EveryJdbcContract, LockingContract {
    private final TestDatabase database = TestDatabase.h2();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new JdbcFixture(database, ROWS);
    }
}
