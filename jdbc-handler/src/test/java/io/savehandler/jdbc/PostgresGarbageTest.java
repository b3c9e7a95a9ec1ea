package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

    /** As it is when the server has looked at the table just before many sessions in it were committed. */
    @Test
    void aBatchStaysABatchWhereTheTableIsThoughtToBeEmpty() throws Exception {
        int batch = 20;
        JdbcSettings settings = JdbcSettings.builder().gcBatch(batch).build();
        try (JdbcVisits visits = JdbcVisits.to(database(), settings);
                BorrowedConnection borrowed = visits.factory().source().borrow(Duration.ZERO)) {
            SqlDoor door = database().door();
            int unused = door.update("begin");
            many(4_000).insert(Instant.now());
            try (Statement statement = borrowed.connection().createStatement()) {
                boolean unusedRows = statement.execute("analyze sessions");
            }
            unused = door.update("commit");
            assertThat(door.number("select cast(reltuples as bigint) from pg_class where relname = 'sessions'"))
                    .isZero();
            for (int i = 0; i < 10; i++) {
                assertThat(removeBatch(borrowed.connection(), settings)).isEqualTo(batch);
            }
            borrowed.connection().rollback();
        }
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
