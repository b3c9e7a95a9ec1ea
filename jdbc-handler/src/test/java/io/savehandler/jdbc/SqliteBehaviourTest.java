package io.savehandler.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteBehaviourTest implements JdbcBehaviour {
    private final TestDatabase database = TestDatabase.sqlite();

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
        return "explain query plan ";
    }

    @Override
    public String keyName() {
        return "USING INDEX";
    }
}
