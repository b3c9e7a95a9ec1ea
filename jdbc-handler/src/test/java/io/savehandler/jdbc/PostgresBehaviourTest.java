package io.savehandler.jdbc;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@RequiresServers(Server.POSTGRESQL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresBehaviourTest implements JdbcBehaviour, ServerBehaviour {
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
    public String explain() {
        return "explain ";
    }

    @Override
    public String keyName() {
        return "sessions_pkey";
    }

    /** A small table is sooner read whole; this tells what is chosen where that is dear. */
    @Override
    public String analyze() {
        return "select set_config('enable_seqscan', 'off', false), set_config('enable_sort', 'off', false)";
    }
}
