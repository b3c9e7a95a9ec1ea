package io.savehandler.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2BehaviourTest implements JdbcBehaviour {
    private final TestDatabase database = TestDatabase.h2();

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
        return "PRIMARY_KEY";
    }
}
