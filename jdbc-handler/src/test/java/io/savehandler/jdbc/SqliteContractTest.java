package io.savehandler.jdbc;

import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.OwnerIndexContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** All of the kit's rules on a real SQLite, under leases. */
@Tag("once")
class SqliteContractTest implements EveryJdbcContract, LockingContract, OwnerIndexContract {
    private final TestDatabase database = TestDatabase.sqlite();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new JdbcFixture(database, LEASES);
    }
}
