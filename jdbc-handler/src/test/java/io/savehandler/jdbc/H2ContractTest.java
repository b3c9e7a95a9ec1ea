package io.savehandler.jdbc;

import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.OwnerIndexContract;
import org.junit.jupiter.api.AfterAll;

/** All of the kit's rules on a real H2, under leases. */
class H2ContractTest implements EveryJdbcContract, LockingContract, OwnerIndexContract {
    private final TestDatabase database = TestDatabase.h2();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new JdbcFixture(database, LEASES);
    }
}
