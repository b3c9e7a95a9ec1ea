package io.savehandler.jdbc;

import io.savehandler.testkit.HandlerFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** All of the kit's rules but those about locks on a real H2. */
@Tag("once")
class H2UnlockedContractTest implements EveryJdbcContract {
    private final TestDatabase database = TestDatabase.h2();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new JdbcFixture(database, UNLOCKED);
    }
}
