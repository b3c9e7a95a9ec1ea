package io.savehandler.jdbc;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("once")
@RequiresServers(Server.POSTGRESQL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresGarbageTest implements GarbageBehaviour {
    private final TestDatabase database = TestDatabase.postgres();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public String numbersTo(int last) {
        return "generate_series(1, " + last + ") as n";
    }
}
