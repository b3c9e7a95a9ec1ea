package io.savehandler.jdbc;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.UnknownOutcomeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** All of the kit's rules on a real MariaDB, under advisory locks. */
@Tag("once")
@RequiresServers(Server.MARIADB)
class MariaDbAdvisoryContractTest implements EveryJdbcContract, LockingContract, UnknownOutcomeContract {
    private final TestDatabase database = TestDatabase.mariaDb();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public HandlerFixture newFixture() {
        return new JdbcFixture(database, ADVISORY);
    }
}
